# Fails when a file includes something from a layer above its own, or when the engine includes Qt.
# Lowest layer first; a file may include its own layer and the ones before it.
set(LAYERS
    engine/lesson
    engine/tensor
    engine/tape
    engine/symbolic
    engine/lang
    engine/library
    engine/recording
    engine/sampling
    engine/learning
    ui
    app
)

set(failures "")

# Every source is in a room that the list knows, so that a new folder cannot escape the check.
file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/engine/*.h ${ROOT}/engine/*.cpp ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp
    ${ROOT}/app/*.h ${ROOT}/app/*.cpp)
foreach(file IN LISTS sources)
    set(room "")
    foreach(layer IN LISTS LAYERS)
        if(file MATCHES "^${layer}/")
            set(room ${layer})
        endif()
    endforeach()
    if(NOT room)
        list(APPEND failures "${file}: its folder is no layer that tests/checks/layers.cmake knows")
    endif()
endforeach()
if(NOT sources)
    list(APPEND failures "no sources found below ${ROOT}")
endif()

list(LENGTH LAYERS count)
math(EXPR last "${count} - 1")
foreach(rank RANGE ${last})
    list(GET LAYERS ${rank} layer)
    list(SUBLIST LAYERS ${rank} -1 above)
    list(POP_FRONT above)
    file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${layer}/*.h ${ROOT}/${layer}/*.cpp)
    foreach(file IN LISTS files)
        file(STRINGS ${ROOT}/${file} includes REGEX "^ *# *include")
        foreach(line IN LISTS includes)
            if(line MATCHES "[\"<]\\.\\.?/")
                list(APPEND failures "${file}: includes are named from the root, not relative: ${line}")
            endif()
            string(TOLOWER "${line}" lower)
            if(layer MATCHES "^engine/" AND NOT lower MATCHES "<queue>"
                    AND lower MATCHES "[\"<](q[a-z]+(/|>|\"|\\.h)|qt)")
                list(APPEND failures "${file}: the engine must not include Qt: ${line}")
            endif()
            foreach(other IN LISTS above)
                if(line MATCHES "[\"<]${other}/")
                    list(APPEND failures "${file}: ${layer} must not include ${other}: ${line}")
                endif()
            endforeach()
        endforeach()
    endforeach()
endforeach()

# The cell language knows no tensors (design, section 2).
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/engine/lang/*.h ${ROOT}/engine/lang/*.cpp)
foreach(file IN LISTS files)
    file(STRINGS ${ROOT}/${file} includes REGEX "^ *# *include.*engine/(tensor|tape|symbolic)/")
    if(includes)
        list(APPEND failures "${file}: the cell language must not know tensors: ${includes}")
    endif()
endforeach()

if(failures)
    list(JOIN failures "\n" text)
    message(FATAL_ERROR "Layering broken:\n${text}")
endif()
