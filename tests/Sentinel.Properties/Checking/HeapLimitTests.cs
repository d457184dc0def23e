using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>The memory that only the model knows of is seen in the heap, which is one for the whole process: nothing else runs beside this.</summary>
[Collection(Alone.Name)]
public sealed class HeapLimitTests
{
    [Fact]
    public void A_model_with_states_of_ten_megabytes_ends_at_the_memory_limit()
    {
        var verdict = LinearizabilityChecker.Check(LimitTests.Writes(12, lastRead: 99), new LargeStateModel(10 << 20), CheckOptions.Default with { MaxMemoryBytes = 100 << 20 });
        var inconclusive = Assert.IsType<Verdict.Inconclusive>(verdict);
        Assert.Equal(Limit.Memory, inconclusive.Reached);

        // The states that fit, and some that were allocated before the next look at the heap.
        Assert.InRange(inconclusive.Statistics.States, 2, 30);
        LimitTests.SaysWhatToDo(inconclusive);
    }

    private sealed class LargeStateModel(int bytes) : Model<byte[], RegisterInput<int?>, RegisterOutput<int?>>
    {
        public override string Name => "large";

        public override byte[] InitialState { get; } = new byte[bytes];

        public override bool TryStep(byte[] state, RegisterInput<int?> input, Outcome<RegisterOutput<int?>> outcome, out byte[] next)
        {
            next = [.. state]; // Compared by reference: each is another state.
            return input.Kind == RegisterOperation.Write;
        }
    }
}
