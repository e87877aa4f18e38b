d = {'a': 1}
keys = d.keys()
d['b'] = 2
print(keys, d.values(), d.items(), len(keys), 'a' in keys, ('a', 1) in d.items())  # expect: dict_keys(['a', 'b']) dict_values([1, 2]) dict_items([('a', 1), ('b', 2)]) 2 True True
