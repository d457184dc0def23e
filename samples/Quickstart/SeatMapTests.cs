using System.Collections.Immutable;
using FsCheck.Fluent;
using Sentinel.Testing;

namespace Quickstart;

public sealed class SeatMapSpec : ConcurrentSpec<SeatMap, ImmutableHashSet<int>>
{
    public SeatMapSpec() : base(create: () => new SeatMap(), initialState: [])
    {
        Operation("reserve", Gen.Choose(1, 3), (map, seat) => map.Reserve(seat), (taken, seat) => (taken.Add(seat), !taken.Contains(seat)));
        Operation("release", Gen.Choose(1, 3), (map, seat) => map.Release(seat), (taken, seat) => (taken.Remove(seat), taken.Contains(seat)));
    }
}

public sealed class SeatMapTests
{
    [FactWhenAsked] // a plain [Fact] in your project; this sample fails, so it runs only when it is asked to
    public void Seats_are_never_sold_twice() => Linearizability.Check<SeatMapSpec>();
}
