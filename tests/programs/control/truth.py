for value in [0, 1, '', 'a', [], [0], None, 0.0, {}, {1: 2}, (), range(0), range(1)]:
    print(value, bool(value))
# expect: 0 False
# expect: 1 True
# expect:  False
# expect: a True
# expect: [] False
# expect: [0] True
# expect: None False
# expect: 0.0 False
# expect: {} False
# expect: {1: 2} True
# expect: () False
# expect: range(0, 0) False
# expect: range(0, 1) True
