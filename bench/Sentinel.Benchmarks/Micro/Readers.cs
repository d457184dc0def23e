using System.Text;
using BenchmarkDotNet.Attributes;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Benchmarks.Micro;

/// <summary>Reading a history of 100,000 operations into columns, nothing decided.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class Readers
{
    private byte[] jsonl = [];
    private byte[] edn = [];

    [Params("register", "kv", "queue")]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        jsonl = new GeneratedFile(Model, 100_000, 16).ToJsonl();
        edn = Encoding.UTF8.GetBytes(string.Join('\n', ToEdn()));
    }

    [Benchmark(Baseline = true)]
    public int Jsonl() => Load(jsonl);

    [Benchmark]
    public int Edn() => Load(edn);

    private int Load(byte[] file)
    {
        using MemoryStream stream = new(file);
        return ModelBinding.Find(Model)!.Load(EventReader.Open(stream, "generated")).Count;
    }

    private IEnumerable<string> ToEdn()
    {
        using MemoryStream stream = new(jsonl);
        var reader = EventReader.Open(stream, "generated");
        while (reader.TryRead(out var read))
        {
            var key = read.Key.IsNull ? "" : $":key {Text(read.Key)}, ";
            yield return $"{{:process {read.Process}, :type :{read.Type.ToString().ToLowerInvariant()}, :f :{read.Function}, {key}:value {Text(read.Value)}}}";
        }
    }

    private static string Text(Value value) => value.IsNull ? "nil" : value.TryGetText(out var text) ? $"\"{text}\"" : $"{value}";
}
