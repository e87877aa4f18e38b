import numpy as np
x = np.array([1, 2, 3])
print(x, x.dtype, (x / 2).dtype, x.shape)  # expect: [1 2 3] int64 float64 (3,)
print(x * 1.5, x + np.ones(3), x ** 2)  # expect: [1.5 3.  4.5] [2. 3. 4.] [1 4 9]
print(np.arange(5).sum(), np.arange(0, 1, 0.25))  # expect: 10 [0.   0.25 0.5  0.75]
print(np.zeros((2, 2)).mean(), np.dot([1, 2], [3, 4]))  # expect: 0.0 11
x[0] = 7
print(x[::-1], x.max())  # expect: [3 2 7] 7
print(np.float32(0.1), np.float32(0.1) * 1.0)  # expect: 0.1 0.10000000149011612
