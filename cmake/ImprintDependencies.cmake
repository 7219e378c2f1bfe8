# Every library that is not ours; the README says why each is here.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)

if(IMPRINT_ENGINE)
  find_package(CLI11 REQUIRED)
endif()
if(IMPRINT_MEDIA)
  pkg_check_modules(FFMPEG REQUIRED IMPORTED_TARGET
    libavformat libavcodec libavutil libswscale libswresample)
  pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo)
  pkg_check_modules(PORTAUDIO REQUIRED IMPORTED_TARGET portaudio-2.0)
  pkg_check_modules(ALSA REQUIRED IMPORTED_TARGET alsa) # to keep it from writing to the terminal
  pkg_check_modules(SPEEXDSP REQUIRED IMPORTED_TARGET speexdsp)
  # Headers alone: the library is opened at run time, so that a machine without PipeWire can start the program.
  pkg_check_modules(PIPEWIRE REQUIRED libpipewire-0.3)
  find_package(CapnProto CONFIG REQUIRED)
  find_package(CURL REQUIRED) # downloads of models
  find_package(OpenSSL REQUIRED)
  # Not by pkg-config, which adds the trainer's library. Nothing else here may bring protobuf: SentencePiece has one of its own.
  find_library(SENTENCEPIECE_LIBRARY sentencepiece REQUIRED)
  find_path(SENTENCEPIECE_INCLUDE_DIR sentencepiece_processor.h REQUIRED)
  find_package(ICU REQUIRED COMPONENTS uc)
  # The archive, not the shared library: that one needs BLAS and LAPACK, whose functions would stand before LibTorch's own.
  find_library(DLIB_LIBRARY NAMES libdlib.a REQUIRED)
  find_path(DLIB_INCLUDE_DIR dlib/image_processing/frontal_face_detector.h REQUIRED)
  add_library(imprint_dlib INTERFACE)
  target_include_directories(imprint_dlib SYSTEM INTERFACE "${DLIB_INCLUDE_DIR}")
  target_link_libraries(imprint_dlib INTERFACE "${DLIB_LIBRARY}")
endif()

if(IMPRINT_ENGINE)
  pkg_check_modules(ESPEAK IMPORTED_TARGET espeak-ng) # optional: speech for training
  if(NOT IMPRINT_TORCH_ROOT)
    set(_cache "$ENV{XDG_CACHE_HOME}")
    if(NOT _cache)
      set(_cache "$ENV{HOME}/.cache")
    endif()
    set(IMPRINT_TORCH_ROOT "${_cache}/imprint/torch-2.11.0/torch")
  endif()
  if(NOT EXISTS "${IMPRINT_TORCH_ROOT}/include/ATen/ATen.h")
    message(FATAL_ERROR "LibTorch is not in '${IMPRINT_TORCH_ROOT}'. "
      "Run `installer/run.sh setup`, or set IMPRINT_TORCH_ROOT to the folder `torch` of an unpacked torch 2.11.0 wheel.")
  endif()
  # The wheel brings its own fmt, protobuf and more: -idirafter puts its headers behind the system's.
  # libtorch_cpu.so itself needs libcudart and libcupti, which lie in the wheel's neighbours (its RPATH finds them).
  add_library(imprint_torch INTERFACE)
  target_compile_options(imprint_torch INTERFACE "SHELL:-idirafter ${IMPRINT_TORCH_ROOT}/include")
  target_link_libraries(imprint_torch INTERFACE
    "${IMPRINT_TORCH_ROOT}/lib/libtorch_cpu.so" "${IMPRINT_TORCH_ROOT}/lib/libc10.so"
    "${IMPRINT_TORCH_ROOT}/lib/libgomp.so.1")
  target_link_options(imprint_torch INTERFACE
    "-Wl,-rpath,${IMPRINT_TORCH_ROOT}/lib" -Wl,--allow-shlib-undefined)
endif()
