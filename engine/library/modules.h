#pragma once

#include "engine/library/runtime.h"

namespace engine::library {

/// Makes tensorflow (2.5.0), numpy and the names below them importable in this run, and has Python's
/// `random` begin at the notebook's seed.
void registerModules(Interpreter& interpreter, Runtime& runtime, std::uint64_t seed = 0);

Value makeTensorflow(Runtime& runtime, Interpreter& interpreter);
Value makeNumpy(Runtime& runtime);

// Parts of the tensorflow module, by subject. Each defines its names in `tf` and in the submodules
// it is also known under.
struct TensorflowModules
{
    lang::Module* tf = nullptr;
    lang::Module* math = nullptr;
    lang::Module* linalg = nullptr;
    lang::Module* nn = nullptr;
    lang::Module* random = nullptr;
};
void defineMathFunctions(Runtime& runtime, TensorflowModules& modules);
void defineArrayFunctions(Runtime& runtime, TensorflowModules& modules);
void definePicking(Runtime& runtime, TensorflowModules& modules);
void defineSegments(Runtime& runtime, TensorflowModules& modules);
void defineLinearAlgebra(Runtime& runtime, TensorflowModules& modules);
void defineNeuralNetworks(Runtime& runtime, TensorflowModules& modules, lang::Module& image);
void defineRandomFunctions(Runtime& runtime, TensorflowModules& modules);
void defineStatelessRandom(Runtime& runtime, lang::Module& random);
void defineValueFunctions(Runtime& runtime, TensorflowModules& modules);
void defineMatrixExponential(Runtime& runtime, lang::Module& linalg);
void defineData(Runtime& runtime, lang::Module& data);
void defineAutodiff(Runtime& runtime, lang::Module& tf);
void defineDerivedFunctions(Runtime& runtime, TensorflowModules& modules);
void defineTypes(Runtime& runtime, TensorflowModules& modules);
void defineFunctional(Runtime& runtime, lang::Module& tf);
void defineDebugging(Runtime& runtime, lang::Module& tf);
void refuseNames(TensorflowModules& modules);
/// Why complex numbers are refused, and what to do.
BilingualText complexRefusal();

Value makePyplot(Runtime& runtime);

} // namespace engine::library
