import numpy as np
a = np.array([[3.0, 1.0], [2.0, 4.0]])
print(np.concatenate([a, a]).shape, np.vstack([a, a]).shape, np.hstack([a, a]).shape)  # expect: (4, 2) (4, 2) (2, 4)
print(np.argmax(a), np.argmax(a, axis=1), a.argmin())  # expect: 3 [0 1] 1
print(np.sort(a, axis=1).tolist(), np.argsort(np.array([3, 1, 2])))  # expect: [[1.0, 3.0], [2.0, 4.0]] [1 2 0]
print(np.cumsum([1, 2, 3]), np.prod([1, 2, 3]), np.std([1.0, 3.0]), np.var(np.array([1.0, 3.0])))  # expect: [1 3 6] 6 1.0 1.0
print(np.where(a > 2, a, 0).tolist())  # expect: [[3.0, 0.0], [0.0, 4.0]]
print(np.clip([-1, 5], 0, 3), np.round(2.567, 2), np.floor(2.7))  # expect: [0 3] 2.57 2.0
print(np.stack([[1, 2], [3, 4]], axis=1).tolist(), np.expand_dims([1, 2], 0).shape, np.squeeze([[1]]).shape)  # expect: [[1, 3], [2, 4]] (1, 2) ()
print(np.linalg.norm([3.0, 4.0]), np.linalg.det(np.eye(2)), np.linalg.inv(np.eye(2) * 2).tolist())  # expect: 5.0 1.0 [[0.5, 0.0], [0.0, 0.5]]
print(np.eye(2).tolist(), np.full((2,), 7), np.tile([1, 2], 2), np.repeat([1, 2], 2))  # expect: [[1.0, 0.0], [0.0, 1.0]] [7 7] [1 2 1 2] [1 1 2 2]
print(np.outer([1, 2], [3, 4]).tolist(), np.dot([1, 2], [3, 4]), np.isnan(np.nan))  # expect: [[3, 4], [6, 8]] 11 True
print(a.round(1).tolist(), a.std(), a.T.dot([1.0, 1.0]), a.argmax(axis=0))  # expect: [[3.0, 1.0], [2.0, 4.0]] 1.118033988749895 [5. 5.] [0 1]
print(np.log2(8.0), np.log10(100.0), np.arctan2(0.0, 1.0), np.abs(-3))  # expect: 3.0 2.0 0.0 3
print(np.random.rand(2, 3).shape, np.random.randn(4).shape, np.random.randint(0, 5, size=3).shape)  # expect: (2, 3) (4,) (3,)
p = np.arange(5)
np.random.shuffle(p)
print(sorted(p.tolist()), np.any(p > 3), np.all(p > 3))  # expect: [0, 1, 2, 3, 4] True False
print(np.allclose([1.0], [1.0 + 1e-9]), np.array_equal([1, 2], [1, 2]), np.minimum([1, 5], 3))  # expect: True True [1 3]
X, Y = np.meshgrid([1, 2, 3], [4, 5])
print(X.shape, Y[1].tolist())  # expect: (2, 3) [5, 5, 5]
