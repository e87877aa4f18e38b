# Run by the build: fetches what resources/math/package-lock.json names with npm and bundles it into one script.
#   cmake -D SOURCE=resources/math -D FOLDER=... -P bundlemathjax.cmake
# Makes FOLDER/mathjax.js and FOLDER/LICENSE-MathJax. Without Node.js, npm or a network the build goes on: both are
# empty then, formulas stay plain text, and FOLDER/complete is missing, so that the next build tries again.
cmake_minimum_required(VERSION 3.21)

file(MAKE_DIRECTORY ${FOLDER})
file(REMOVE ${FOLDER}/complete)

function(give_up reason)
    message(NOTICE "MathJax is missing: formulas will be shown as plain text.\n  ${reason}\n"
        "  The next build tries again; it needs Node.js 18 or newer with npm, and once a network.")
    foreach(file mathjax.js LICENSE-MathJax)
        file(WRITE ${FOLDER}/${file} "")
    endforeach()
endfunction()

find_program(NODE node)
find_program(NPM npm)
foreach(program NODE NPM)
    if(NOT ${program})
        string(TOLOWER ${program} name)
        give_up("There is no program ${name}.")
        return()
    endif()
endforeach()

# Fetch only when the lock file changed.
file(SHA256 ${SOURCE}/package-lock.json wanted)
set(fetched "")
if(EXISTS ${FOLDER}/fetched)
    file(READ ${FOLDER}/fetched fetched)
endif()
if(NOT fetched STREQUAL wanted)
    file(REMOVE ${FOLDER}/fetched)
    file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${FOLDER})
    execute_process(
        COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --prefer-offline --fetch-retries=1
            --fetch-retry-mintimeout=1000 --loglevel=error
        WORKING_DIRECTORY ${FOLDER} TIMEOUT 300
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT status EQUAL 0)
        string(REGEX MATCH "[^\n]*(ERR|error)[^\n]*" line "${output}")
        give_up("npm could not fetch it (${status}): ${line}")
        return()
    endif()
    file(WRITE ${FOLDER}/fetched ${wanted})
endif()

file(GLOB scripts ${SOURCE}/*.js)
file(COPY ${scripts} DESTINATION ${FOLDER}) # beside node_modules, where their require() looks
execute_process(
    COMMAND ${NODE} ${FOLDER}/node_modules/esbuild/bin/esbuild ${FOLDER}/typeset.js --bundle --minify --target=es5
        --format=iife --global-name=math --platform=neutral --main-fields=main --charset=ascii --log-level=warning
        "--banner:js=var globalThis=this;" --outfile=${FOLDER}/mathjax.new.js
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT status EQUAL 0)
    give_up("esbuild failed (${status}): ${output}")
    return()
endif()
file(COPY_FILE ${FOLDER}/mathjax.new.js ${FOLDER}/mathjax.js ONLY_IF_DIFFERENT)
file(COPY_FILE ${FOLDER}/node_modules/mathjax-full/LICENSE ${FOLDER}/LICENSE-MathJax ONLY_IF_DIFFERENT)
file(TOUCH ${FOLDER}/complete)
