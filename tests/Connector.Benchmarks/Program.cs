using BenchmarkDotNet.Running;
using Connector.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(MappingBenchmarks).Assembly).Run(args);
