# Checks that a translation is complete: every text that lupdate finds in the sources now has its translation.
# cmake -DLUPDATE=... -DSOURCE=<source tree> -DTS=<file> -DCOPY=<scratch file> -P check_translations.cmake
cmake_minimum_required(VERSION 3.25)

configure_file("${TS}" "${COPY}" COPYONLY)
execute_process(
  COMMAND "${LUPDATE}" -silent -no-obsolete -locations none -I . ui app/gui -ts "${COPY}"
  WORKING_DIRECTORY "${SOURCE}" RESULT_VARIABLE failed ERROR_VARIABLE ignored)
if(failed)
  message(FATAL_ERROR "lupdate failed: ${failed}")
endif()
file(READ "${COPY}" text)
string(REGEX MATCHALL "<source>" sources "${text}")
list(LENGTH sources count)
if(count LESS 100)
  message(FATAL_ERROR "only ${count} texts were found: this check does not see the sources")
endif()
string(REGEX MATCHALL "<source>[^<]*</source>[ \n]*(<[a-z]*comment>[^<]*</[a-z]*comment>[ \n]*)*<translation type=\"unfinished\"" open "${text}")
list(LENGTH open missing)
if(missing)
  list(JOIN open "\n" open)
  message(FATAL_ERROR "${missing} of ${count} texts have no translation. Run the target update_translations, and translate:\n${open}")
endif()
message(STATUS "${count} texts are translated")
