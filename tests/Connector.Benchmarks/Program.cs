using BenchmarkDotNet.Running;
using Connector.Benchmarks;

if (args is ["scale", ..]) await ScaleRun.RunAsync(args[1..]);
else BenchmarkSwitcher.FromAssembly(typeof(MappingBenchmarks).Assembly).Run(args);
