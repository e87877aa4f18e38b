for specification in (',', '_', '+', '#', '=5', '*^15,.10'):
    try:
        print(format('a', specification))
    except ValueError as e:
        print(e)
print(format('a', '05') + '|')
# expect: Cannot specify ',' with 's'.
# expect: Cannot specify '_' with 's'.
# expect: Sign not allowed in string format specifier
# expect: Alternate form (#) not allowed in string format specifier
# expect: '=' alignment not allowed in string format specifier
# expect: Cannot specify ',' with 's'.
# expect: a0000|
