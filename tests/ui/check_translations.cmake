# Checks that a translation is complete: every text that lupdate finds in the sources now has its translation, and every message
# that the folders in MESSAGES can say.
# cmake -DLUPDATE=... -DCOLLECT=<collect_messages> -DSOURCE=<source tree> -DMESSAGES=<list of messages, C++> -DTS=<file>
#       -DCOPY=<scratch file> -P check_translations.cmake
cmake_minimum_required(VERSION 3.25)

configure_file("${TS}" "${COPY}" COPYONLY)
execute_process(
  COMMAND "${LUPDATE}" -silent -no-obsolete -locations none -I . ui app/gui "${MESSAGES}" -ts "${COPY}"
  WORKING_DIRECTORY "${SOURCE}" RESULT_VARIABLE failed ERROR_VARIABLE said)
if(failed)
  message(FATAL_ERROR "lupdate failed: ${failed}")
endif()
file(READ "${COPY}" text)

# A text is found under the context that lupdate guessed for it: one that no `tr` asks for stays English.
string(REGEX MATCHALL "Class '[^'\n]*' lacks Q_OBJECT" strays "${said}")
list(FILTER strays EXCLUDE REGEX "'imprint::(ui|app)'") # free functions: ui/models/tr.h, app/gui/tr.h
string(REGEX MATCHALL "<name>[^<]*</name>" contexts "${text}")
list(FILTER contexts EXCLUDE REGEX ">(imprint::(ui|app)(::[A-Za-z]+)?|Field|KnownModel|Message|main)<")
if(strays OR contexts)
  message(FATAL_ERROR "texts under contexts that nobody asks for: ${strays} ${contexts}")
endif()
string(REGEX MATCHALL "<source>" sources "${text}")
list(LENGTH sources count)
if(count LESS 1000)
  message(FATAL_ERROR "only ${count} texts were found: this check does not see the sources")
endif()
string(REGEX MATCHALL "<source>[^<]*</source>[ \n]*(<[a-z]*comment>[^<]*</[a-z]*comment>[ \n]*)*<translation type=\"unfinished\"" open "${text}")
list(LENGTH open missing)
if(missing)
  list(JOIN open "\n" open)
  message(FATAL_ERROR "${missing} of ${count} texts have no translation. Run the target update_translations, and translate:\n${open}")
endif()
message(STATUS "${count} texts are translated")

# What the other folders can say reaches the window rarely, and then in English.
execute_process(COMMAND "${COLLECT}" "${SOURCE}" engine audio app OUTPUT_VARIABLE all RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "collect_messages failed: ${failed}")
endif()
file(STRINGS "${MESSAGES}" translated REGEX "QT_TRANSLATE_NOOP")
string(REPLACE ";" "," all "${all}")
string(REGEX MATCHALL "QT_TRANSLATE_NOOP[^\n]*" all "${all}")
list(LENGTH all every)
list(LENGTH translated known)
math(EXPR english "${every} - ${known}")
message(STATUS "${english} messages of other folders stay English; collect_messages lists them")
