using BenchmarkDotNet.Attributes;
using Sentinel.Checking;
using Sentinel.Formats.Bindings;

namespace Sentinel.Benchmarks.Micro;

/// <summary>A whole check of a generated history that is read already: each monitor, and the search where values repeat.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class LargeHistories
{
    private LoadedHistory? loaded;

    [Params("register", "kv", "counter", "set", "queue", "stack", "priority-queue", "cas-register")]
    public string Model { get; set; } = "";

    [Params(10_000, 100_000)]
    public int Operations { get; set; }

    [Params(false, true)]
    public bool Broken { get; set; }

    [GlobalSetup]
    public void Prepare() => loaded = new GeneratedFile(Model, Operations, 16, Broken).Load();

    [Benchmark]
    public Verdict Check() => loaded!.Check();
}
