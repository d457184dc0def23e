using Sentinel.Checking.Search;

namespace Sentinel.Properties.Checking;

/// <summary>A set of states holds what a plain set of their numbers holds.</summary>
public sealed class StateSetTests
{
    [Fact]
    public void Sets_of_all_sizes_unite_meet_and_part_as_plain_sets_do()
    {
        var random = new Random(82_000);
        for (var i = 0; i < 300; i++)
        {
            var (left, right) = (Draw(), Draw());
            Assert.Equal(left, Numbers(Of(left)));
            Assert.Equal(left.Union(right).Order(), Numbers(Of(left) | Of(right)));
            Assert.Equal(left.Intersect(right).Order(), Numbers(Of(left) & Of(right)));
            Assert.Equal(left.Except(right).Order(), Numbers(Of(left).Without(Of(right))));
        }

        int[] Draw()
        {
            var share = random.NextDouble() * random.NextDouble();
            return [.. Enumerable.Range(0, StateSet.Capacity).Where(_ => random.NextDouble() < share)];
        }
    }

    private static StateSet Of(int[] states) => states.Aggregate(default(StateSet), (set, state) => set | StateSet.Of(state));

    private static int[] Numbers(StateSet set)
    {
        int[] numbers = [.. Enumerable.Range(0, StateSet.Capacity).Where(set.Has)];
        List<int> taken = [];
        for (; !set.IsEmpty; set = set.Without(StateSet.Of(set.First)))
        {
            taken.Add(set.First);
        }

        Assert.Equal(numbers, taken);
        return numbers;
    }
}
