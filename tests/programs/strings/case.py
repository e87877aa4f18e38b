print('hello World'.upper(), 'Hello'.lower(), 'hello world'.title())  # expect: HELLO WORLD hello Hello World
print('hELLO'.capitalize(), 'Hello'.swapcase(), 'éa'.upper(), 'ÄÖ'.lower())  # expect: Hello hELLO ÉA äö
