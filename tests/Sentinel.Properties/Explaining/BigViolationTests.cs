using Sentinel.Checking;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;
using Sentinel.Generating;
using Sentinel.Generating.Breaking;

namespace Sentinel.Properties.Explaining;

/// <summary>A mistake in many operations is shown in few.</summary>
public sealed class BigViolationTests
{
    public static TheoryData<string> Models => [.. ModelBinding.All.Select(binding => binding.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void One_broken_answer_in_many_is_shown_in_at_most_12_operations_that_the_reference_refutes(string model)
    {
        GeneratorOptions options = new() { Model = model, Operations = 10_000, Processes = 8, Keys = model is "kv" or "multi-register" ? 3 : 1 };
        var broken = HistoryBreaker.Break(HistoryGenerator.Generate(options), model, seed: 1).History;
        using MemoryStream stream = new();
        using (EventWriter writer = new(stream))
        {
            writer.WriteHeader(model);
            foreach (var recorded in broken.ToEvents())
            {
                writer.Write(recorded);
            }
        }

        using MemoryStream recording = new(stream.ToArray());
        var history = ModelBinding.Find(model)!.Load(EventReader.Open(recording, "broken.jsonl"));
        var why = Assert.IsType<Verdict.NotLinearizable>(history.Check()).Why;
        Assert.InRange(why.Operations.Length, 1, 12);
        Assert.True(why.Confirmed);
    }
}
