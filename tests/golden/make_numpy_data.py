#!/usr/bin/python3
"""Fills in the elements of the cases in numpy.json that were stored without them, and lays the file out one case a line.

They come from the case's expression, or for random draws from the digits of the text, which are all there. Either is checked to give the
stored text with this NumPy (1.24).
"""
import json
import pathlib
import numpy as np

path = pathlib.Path(__file__).with_name("numpy.json")
cases = json.loads(path.read_text())
for case in cases:
    if case["data_hex"] is None:
        if case["expr"] == "rand":
            digits = case["str"].replace("[", " ").replace("]", " ").split()
            value = np.array([float(x) for x in digits], case["dtype"]).reshape(case["shape"])
        else:
            value = np.asarray(eval(case["expr"], {"np": np}))
        assert str(value) == case["str"] and repr(value) == case["repr"], case["expr"]
        floating = value.dtype.kind == "f"
        case["data_hex"] = [float(x).hex() if floating else x.item() for x in value.ravel()]
lines = ",\n".join(json.dumps(case) for case in cases)
path.write_text("[\n" + lines + "\n]\n")
