using Sentinel.Histories;
using Sentinel.Stores.Requests;
using Sentinel.Stores.Specs;
using Sentinel.Stores.Specs.Records;
using Sentinel.Stores.Specs.Requests;
using Sentinel.Testing;

namespace Sentinel.Concurrency.Requests;

/// <summary>Which version an update carries when its program runs: the last one seen, a stale one, or one out of the blue.</summary>
public sealed class VersionSourceTests
{
    private static readonly CommandSpec<RequestSystem, StoreState<AccessRequest>, RequestCommand, RequestResult> Spec = new RequestStoreSpec();

    [Fact]
    public void Last_seen_is_the_last_version_of_this_record_in_any_answer()
    {
        Assert.Equal(SpecTime.At(1), Resolved(VersionSource.LastSeen, Ok("a", 0), Ok("a", 1), Ok("b", 2)));
        Assert.Equal(SpecTime.At(2), Resolved(VersionSource.LastSeen, Ok("a", 0), Answer(new RequestResult.Listed([Record("b", 3), Record("a", 2)]))));
        Assert.Equal(SpecTime.At(2), Resolved(VersionSource.LastSeen, Ok("a", 0), Answer(new RequestResult.InvalidTransition(Record("a", 2)))));
    }

    [Fact]
    public void First_seen_is_the_first_version_of_this_record_and_so_stale_after_any_write() =>
        Assert.Equal(SpecTime.At(1), Resolved(VersionSource.FirstSeen, Ok("b", 0), Ok("a", 1), Ok("a", 2), Ok("a", 3)));

    [Fact]
    public void Who_has_seen_nothing_gives_the_first_instant()
    {
        Assert.Equal(SpecTime.Start, Resolved(VersionSource.LastSeen));
        Assert.Equal(SpecTime.Start, Resolved(VersionSource.FirstSeen, Ok("b", 1), Answer(new RequestResult.Refused(Refusal.Conflict))));
    }

    [Fact]
    public void An_answer_that_never_came_has_shown_nothing() =>
        Assert.Equal(SpecTime.At(1), Resolved(VersionSource.LastSeen, Ok("a", 1), new(new RequestCommand.Get("a"), Outcome<RequestResult>.Unknown)));

    [Fact]
    public void A_version_of_the_same_second_is_kept_as_it_was_generated()
    {
        var update = new RequestCommand.Update(Record("a", 0) with { UpdatedAt = SpecTime.At(0, ticks: 3) });

        Assert.Same(update, Spec.Resolve(update, [Ok("a", 1)]));
    }

    [Fact]
    public void What_is_recorded_holds_the_version_itself_whatever_is_resolved_later()
    {
        var resolved = Spec.Resolve(new RequestCommand.Update(Record("a", 0), VersionSource.LastSeen), [Ok("a", 1)]);

        Assert.Equal(resolved, Spec.Resolve(resolved, [Ok("a", 1), Ok("a", 2)]));
    }

    private static DateTimeOffset Resolved(VersionSource source, params CompletedCall<RequestCommand, RequestResult>[] earlier) =>
        Assert.IsType<RequestCommand.Update>(Spec.Resolve(new RequestCommand.Update(Record("a", 9), source), earlier)).Request.UpdatedAt;

    private static CompletedCall<RequestCommand, RequestResult> Ok(string id, int second) => Answer(new RequestResult.Ok(Record(id, second)));

    private static CompletedCall<RequestCommand, RequestResult> Answer(RequestResult result) =>
        new(new RequestCommand.Get("a"), Outcome<RequestResult>.Returned(result));

    private static AccessRequest Record(string id, int second) => new()
    {
        Id = id,
        Requester = "ann",
        Profile = "prod",
        Justification = "the nightly job fails",
        Duration = TimeSpan.FromSeconds(1),
        CreatedAt = SpecTime.Start,
        ExpiresAt = SpecTime.At(1),
        UpdatedAt = SpecTime.At(second),
    };
}
