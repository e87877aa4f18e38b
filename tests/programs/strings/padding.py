print('a'.center(5, '*'), 'a'.ljust(4) + '|', 'a'.rjust(4), '7'.zfill(3), '-7'.zfill(4))  # expect: **a** a   |    a 007 -007
print('ab'.center(5) + '|', 'abc'.center(6, '-'))  # expect:   ab | -abc--
