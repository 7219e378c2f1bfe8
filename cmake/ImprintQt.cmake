# How everything that uses Qt is compiled; the sources of such a library are listed together with their headers' Q_OBJECTs
# (automoc finds them).

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui DBus Widgets OpenGL OpenGLWidgets Svg LinguistTools)
find_package(Qt6Keychain REQUIRED) # secrets go to the desktop's key store
if(IMPRINT_BUILD_TESTS)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
endif()

add_library(imprint_qt INTERFACE)
target_link_libraries(imprint_qt INTERFACE imprint_options Qt6::Widgets)
target_compile_definitions(imprint_qt INTERFACE
  QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)

# Every target that uses Qt calls this: precompiled Qt headers and the meta-object compiler.
function(imprint_use_qt name)
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(${name} PUBLIC imprint_qt)
  if(name STREQUAL "ui_models")
    target_precompile_headers(${name} PRIVATE <QtWidgets/QtWidgets> <string> <vector> <memory>)
  elseif(IMPRINT_QT_PCH_REUSE)
    target_precompile_headers(${name} REUSE_FROM ui_models)
  endif()
endfunction()
set(IMPRINT_QT_PCH_REUSE ON)
