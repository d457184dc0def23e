using Sentinel.Checking.Monitors;

namespace Sentinel.Properties.Checking;

/// <summary>A heap gives the smallest of what is in it.</summary>
public sealed class RankHeapTests
{
    [Fact]
    public void The_smallest_number_comes_first() => Assert.False(AnotherNumberComesFirst());

    [Theory]
    [InlineData("items[child + 1] < items[child]", "items[child + 1] > items[child]")]
    [InlineData("items[(place - 1) / 2] > number", "items[(place - 1) / 2] < number")]
    public void A_heap_that_forgets_its_order_is_noticed(string right, string wrong) => Assert.True(Mutant.IsNoticed("RankHeap.cs", right, wrong, AnotherNumberComesFirst));

    private static bool AnotherNumberComesFirst()
    {
        var random = new Random(72_000);
        RankHeap heap = new(new int[500]);
        List<int> expected = [];
        for (var i = 0; i < 20_000; i++)
        {
            // Grows to some hundreds, and is emptied again.
            if (expected.Count == 0 || (expected.Count < 500 && random.Next(100) < (i % 4_000 < 2_000 ? 60 : 35)))
            {
                expected.Add(random.Next(200));
                heap.Add(expected[^1]);
            }
            else
            {
                var smallest = expected.Min();
                expected.Remove(smallest);
                if (heap.TakeFirst() != smallest || heap.Count != expected.Count)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
