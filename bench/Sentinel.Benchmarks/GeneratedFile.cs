using Sentinel.Formats;
using Sentinel.Formats.Bindings;
using Sentinel.Generating;
using Sentinel.Generating.Breaking;

namespace Sentinel.Benchmarks;

/// <summary>What <c>sentinel generate</c> would write, in memory: 80 % of the processes busy, half of the operations reads or removals.</summary>
/// <param name="Model">The built-in model.</param>
/// <param name="Operations">How many operations.</param>
/// <param name="Processes">How many clients.</param>
/// <param name="IsBroken">Whether it is broken in one place.</param>
internal sealed record GeneratedFile(string Model, int Operations, int Processes, bool IsBroken = false)
{
    /// <summary>How many different values; by default every value is written once, but five where comparing with a value has to succeed at times.</summary>
    public int? Values { get; init; } = Model == "cas-register" ? 5 : null;

    /// <summary>The share of unknown outcomes, among operations that take no element out.</summary>
    public double Unknown { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>The file's bytes, as JSONL.</summary>
    public byte[] ToJsonl()
    {
        var history = HistoryGenerator.Generate(new()
        {
            Model = Model, Operations = Operations, Processes = Processes, Values = Values, Unknown = Unknown, Seed = Seed, Keys = Model switch { "kv" => 10, "multi-register" => 3, _ => 1 },
        });
        if (IsBroken)
        {
            (history, _) = HistoryBreaker.Break(history, Model, Seed);
        }

        using MemoryStream bytes = new();
        using (var writer = new EventWriter(bytes))
        {
            writer.WriteHeader(Model);
            foreach (var recorded in history.ToEvents())
            {
                writer.Write(recorded);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The history, read.</summary>
    public LoadedHistory Load() => Load(ToJsonl());

    /// <summary>Reads a file of this model.</summary>
    public LoadedHistory Load(byte[] jsonl)
    {
        using MemoryStream stream = new(jsonl);
        return ModelBinding.Find(Model)!.Load(EventReader.Open(stream, "generated"));
    }
}
