# Compiler options of every target, and the one way to declare a library.

find_program(IMPRINT_CCACHE ccache)
if(IMPRINT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers need this sloppiness, else ccache never hits.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime;${IMPRINT_CCACHE}")
endif()

add_library(imprint_options INTERFACE)
target_include_directories(imprint_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(imprint_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Wimplicit-fallthrough
  -Wno-missing-field-initializers) # designated initialisers name what differs from the default
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # -Wrestrict: false alarms of GCC 12 in std::string (its bug 105651). -fpch-preprocess: what ccache needs.
  target_compile_options(imprint_options INTERFACE -Wno-restrict -fpch-preprocess)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # The painter's `#pragma GCC ivdep`; clang needs no such hint.
  target_compile_options(imprint_options INTERFACE -Wno-unknown-pragmas)
endif()
if(IMPRINT_WERROR)
  target_compile_options(imprint_options INTERFACE -Werror)
endif()
if(IMPRINT_ARCH)
  target_compile_options(imprint_options INTERFACE "-march=${IMPRINT_ARCH}")
endif()
if(IMPRINT_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(IMPRINT_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
elseif(IMPRINT_SANITIZE)
  message(FATAL_ERROR "IMPRINT_SANITIZE is '${IMPRINT_SANITIZE}'; use address or thread")
endif()
if(IMPRINT_SANITIZE AND IMPRINT_ENGINE)
  message(FATAL_ERROR "LibTorch is not instrumented: set IMPRINT_ENGINE=OFF with IMPRINT_SANITIZE")
endif()

# imprint_library(NAME SOURCES file... [PUBLIC target...] [PRIVATE target...])
function(imprint_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC imprint_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# Shares one precompiled ATen header among all targets that link LibTorch.
function(imprint_use_torch_pch name)
  if(name STREQUAL "engine_weights")
    target_precompile_headers(${name} PRIVATE <ATen/ATen.h> <string> <vector>)
  else()
    target_precompile_headers(${name} REUSE_FROM engine_weights)
  endif()
endfunction()
