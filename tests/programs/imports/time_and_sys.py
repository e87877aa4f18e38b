import time, sys, os
start = time.time()
elapsed = time.time() - start
print(elapsed >= 0, time.perf_counter() >= 0, sys.version_info[0], os.environ.get('NO_SUCH_NAME'))  # expect: True True 3 None
import warnings
warnings.filterwarnings('ignore')
print(os.getenv('NO_SUCH_NAME', 'default'))  # expect: default
