results = []
for x in ['1', 'a', '3']:
    try:
        results.append(int(x))
    except ValueError:
        continue
    finally:
        results.append('|')
print(results)  # expect: [1, '|', '|', 3, '|']
while True:
    try:
        break
    finally:
        print('on the way out')  # expect: on the way out
