print(1)  # expect: 1
import torchh  # expect error: ModuleNotFoundError: No module named 'torchh'
