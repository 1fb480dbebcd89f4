using BenchmarkDotNet.Running;
using Connector.Benchmarks;
using Connector.Benchmarks.Load;

if (args is ["load", ..]) return await LoadRun.RunAsync(args[1..]);
if (args is ["scale", ..]) await ScaleRun.RunAsync(args[1..]);
else BenchmarkSwitcher.FromAssembly(typeof(MappingBenchmarks).Assembly).Run(args);
return 0;
