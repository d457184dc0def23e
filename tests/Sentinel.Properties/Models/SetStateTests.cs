using Sentinel.Models;
using Sentinel.Properties.Checking;

namespace Sentinel.Properties.Models;

/// <summary>The state of a set holds what a plain set holds, also where hashes are few.</summary>
public sealed class SetStateTests
{
    private const int Elements = 100;

    [Fact]
    public void Every_version_of_a_set_keeps_what_it_holds_whatever_later_ones_do() => Assert.False(SomeVersionDiffers());

    [Theory]
    [InlineData("return Find(leaf, hash, element) ? leaf : new Leaf(hash, element, leaf);", "return new Leaf(hash, element, null);")]
    [InlineData(": new(hash, leaf.Element, following);", ": following;")]
    [InlineData("var copy = new object?[Ways];", "var copy = children;")]
    public void A_wrong_set_is_noticed(string right, string wrong) => Assert.True(Mutant.IsNoticed("HashTrie.cs", right, wrong, SomeVersionDiffers));

    private static bool SomeVersionDiffers() => new[] { 1, 3, 10_000 }.Any(Differs);

    private static bool Differs(int hashes)
    {
        var random = new Random(hashes);
        List<(SetState<Element> State, HashSet<int> Expected)> versions = [(SetState<Element>.Empty, [])];
        for (var i = 0; i < 2_000; i++)
        {
            // Mostly from the newest, so that it grows; sometimes a branch.
            var (state, expected) = versions[random.Next(8) == 0 ? random.Next(versions.Count) : versions.Count - 1];
            var value = random.Next(Elements);
            var isAdd = random.Next(5) < 3;
            HashSet<int> after = [.. expected];
            var isChange = isAdd ? after.Add(value) : after.Remove(value);
            var next = isAdd ? state.With(new(value, hashes)) : state.Without(new(value, hashes));
            if (ReferenceEquals(state, next) == isChange)
            {
                return true;
            }

            versions.Add((next, after));
        }

        return versions.Any(version => !IsSame(version.State, version.Expected, hashes));
    }

    private static bool IsSame(SetState<Element> state, HashSet<int> expected, int hashes)
    {
        var again = expected.Order().Aggregate(SetState<Element>.Empty, (set, value) => set.With(new(value, hashes)));
        Element other = new(Elements, hashes);
        return Enumerable.Range(0, Elements).All(value => state.Contains(new(value, hashes)) == expected.Contains(value))
            && state.Equals(again) && state.GetHashCode() == again.GetHashCode()
            && !state.Equals(again.With(other)) && !again.With(other).Equals(state) && state.Equals(again.With(other).Without(other));
    }

    private readonly record struct Element(int Value, int Hashes)
    {
        public override int GetHashCode() => Value % Hashes;
    }
}
