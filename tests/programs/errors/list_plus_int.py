[1] + 1  # expect error: TypeError: can only concatenate list (not "int") to list
