using System.Diagnostics;
using Sentinel.Histories;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Records;
using Sentinel.Stores.Specs.Records;

namespace Sentinel.Stores.Specs.BreakGlass;

/// <summary>What a break-glass store does when nothing else happens at the same time.</summary>
/// <param name="rule">What the store promises of its stamps.</param>
/// <remarks>Immutable and thread-safe. All keys are one partition: lists, counts and limits see every record.</remarks>
public sealed class BreakGlassModel(StampRule rule = StampRule.Increasing) : StoreModel<BreakGlassEvent, BreakGlassCommand, BreakGlassResult>(rule)
{
    /// <inheritdoc/>
    public override string Name => "break-glass";

    /// <inheritdoc/>
    public override string DescribeState(StoreState<BreakGlassEvent> state) =>
        $"{{{string.Join("; ", state.Entries.Select(entry => $"{BreakGlassText.Of(entry.Record)} @{entry.Stamp}"))}}} at {SpecTime.Text(state.Now)}";

    private protected override StoreState<BreakGlassEvent>? Step(
        StoreState<BreakGlassEvent> state, BreakGlassCommand command, Outcome<BreakGlassResult> outcome) => command switch
        {
            BreakGlassCommand.Open(var opening) => Open(state, opening, outcome),
            BreakGlassCommand.Create create => Creates(state, create.Event, outcome),
            BreakGlassCommand.Get get => Gets(state, get.Id, outcome),
            BreakGlassCommand.Update update => Updates(state, update.Event, outcome),
            BreakGlassCommand.Close close => Moves(
                state, close.Id, old => old with { Status = BreakGlassStatus.Closed, ClosedBy = close.ClosedBy, ClosedReason = "done" }, outcome),
            BreakGlassCommand.Expire expire => Moves(state, expire.Id, old => old with { Status = BreakGlassStatus.Expired }, outcome),
            BreakGlassCommand.Delete delete => Answers(state.Delete(delete.Id), new BreakGlassResult.Done(), outcome),
            BreakGlassCommand.ListByInvoker or BreakGlassCommand.ListByStatus or BreakGlassCommand.ListByProfile =>
                Lists(state, shown => IsListed(command, shown), LimitOf(command), outcome),
            BreakGlassCommand.FindActive find => Finds(
                state, old => Owned(old, find.Invoker, find.Profile) && old.Status == BreakGlassStatus.Active, outcome),
            BreakGlassCommand.FindInForce find => Finds(
                state,
                old => Owned(old, find.Invoker, find.Profile) && old.Status == BreakGlassStatus.Active && !(state.Now > old.ExpiresAt),
                outcome),
            BreakGlassCommand.FindLast find => Finds(state, old => Owned(old, find.Invoker, find.Profile), outcome),
            BreakGlassCommand.CountByInvokerSince count => Answers(
                state, new BreakGlassResult.Counted(Count(state, old => old.Invoker == count.Invoker, count.Since)), outcome),
            BreakGlassCommand.CountByProfileSince count => Answers(
                state, new BreakGlassResult.Counted(Count(state, old => old.Profile == count.Profile, count.Since)), outcome),
            BreakGlassCommand.AdvanceClock advance => Answers(state.Advance(advance.By), new BreakGlassResult.Done(), outcome),
            _ => throw new UnreachableException(),
        };

    private protected override BreakGlassResult NothingFound { get; } = new BreakGlassResult.Nothing();

    private protected override bool IsFinal(BreakGlassEvent record) => record.Status != BreakGlassStatus.Active;

    private protected override bool Changes(BreakGlassCommand command, BreakGlassResult result) => command switch
    {
        BreakGlassCommand.Delete or BreakGlassCommand.AdvanceClock => true,
        BreakGlassCommand.Open or BreakGlassCommand.Create or BreakGlassCommand.Update or BreakGlassCommand.Close or BreakGlassCommand.Expire =>
            result is BreakGlassResult.Ok or BreakGlassResult.Opened,
        _ => false,
    };

    private protected override bool ShowsStamps(BreakGlassResult result) =>
        RecordOf(result) is not null || ObstacleOf(result) is not null
        || result is BreakGlassResult.Listed { Events.Count: > 0 } or BreakGlassResult.Refused { Reason: Refusal.Conflict };

    private protected override BreakGlassEvent? RecordOf(BreakGlassResult result) => result switch
    {
        BreakGlassResult.Ok ok => ok.Event,
        BreakGlassResult.Opened opened => opened.Event,
        _ => null,
    };

    private protected override BreakGlassEvent? ObstacleOf(BreakGlassResult result) => result switch
    {
        BreakGlassResult.InvalidTransition invalid => invalid.Current,
        BreakGlassResult.AlreadyActive active => active.Active,
        _ => null,
    };

    private protected override IReadOnlyList<BreakGlassEvent>? RecordsOf(BreakGlassResult result) => (result as BreakGlassResult.Listed)?.Events;

    private protected override Refusal? RefusalOf(BreakGlassResult result) => (result as BreakGlassResult.Refused)?.Reason;

    private protected override IEnumerable<BreakGlassResult> PossibleAnswers(StoreState<BreakGlassEvent> state, BreakGlassCommand command)
    {
        IEnumerable<BreakGlassResult> bare =
        [
            new BreakGlassResult.Done(), new BreakGlassResult.Nothing(),
            .. Enum.GetValues<Refusal>().Select(reason => new BreakGlassResult.Refused(reason)),
        ];
        var shown = state.Entries.Select(entry => entry.Record).ToList();
        var limit = (command as BreakGlassCommand.Open)?.Opening is { } opening ? LimitReached(state, opening) : null;
        return bare
            .Concat(Enumerable.Range(0, shown.Count + 1).Select(count => new BreakGlassResult.Counted(count)))
            .Concat(shown.Select(record => new BreakGlassResult.Ok(record)))
            .Concat(shown.Select(record => new BreakGlassResult.AlreadyActive(record)))
            .Concat(shown.Select(record => new BreakGlassResult.InvalidTransition(record)))
            .Concat(limit is null ? [] : [limit])
            .Append(new BreakGlassResult.Listed(
                [.. NewestFirst(state, record => IsListed(command, record)).Select(index => state.Entries[index].Record).Take(LimitOf(command))]));
    }

    private static bool Owned(BreakGlassEvent old, string invoker, string profile) => old.Invoker == invoker && old.Profile == profile;

    private static bool IsListed(BreakGlassCommand command, BreakGlassEvent shown) => command switch
    {
        BreakGlassCommand.ListByInvoker list => shown.Invoker == list.Invoker,
        BreakGlassCommand.ListByStatus list => shown.Status == list.Status,
        BreakGlassCommand.ListByProfile list => shown.Profile == list.Profile,
        _ => false,
    };

    private static int LimitOf(BreakGlassCommand command) => ListLimit.Effective(command switch
    {
        BreakGlassCommand.ListByInvoker list => list.Limit,
        BreakGlassCommand.ListByStatus list => list.Limit,
        BreakGlassCommand.ListByProfile list => list.Limit,
        _ => 0,
    });

    private static int Count(StoreState<BreakGlassEvent> state, Func<BreakGlassEvent, bool> filter, DateTimeOffset since) =>
        state.Entries.Count(entry => filter(entry.Record) && !(entry.Record.CreatedAt < since));

    /// <summary>The first limit that is reached: cooldown, the invoker's quota, the profile's.</summary>
    private static BreakGlassResult.RateLimited? LimitReached(StoreState<BreakGlassEvent> state, BreakGlassOpening opening)
    {
        if (BreakGlassRules.Policy.RuleFor(opening.Profile) is not { } rule)
        {
            return null;
        }

        var window = state.Now - rule.QuotaWindow;
        foreach (var last in NewestFirst(state, old => Owned(old, opening.Invoker, opening.Profile)).Take(1))
        {
            var open = state.Entries[last].Record.CreatedAt + rule.Cooldown;
            if (rule.Cooldown > TimeSpan.Zero && state.Now < open)
            {
                return new(RateLimitKind.Cooldown, open - state.Now);
            }
        }

        return rule.MaxPerUser > 0 && Count(state, old => old.Invoker == opening.Invoker, window) >= rule.MaxPerUser
            ? new(RateLimitKind.UserQuota, TimeSpan.Zero)
            : rule.MaxPerProfile > 0 && Count(state, old => old.Profile == opening.Profile, window) >= rule.MaxPerProfile
            ? new(RateLimitKind.ProfileQuota, TimeSpan.Zero)
            : null;
    }

    /// <summary>Valid, nothing active, no limit reached, id free: the first of these that does not hold is the answer.</summary>
    private StoreState<BreakGlassEvent>? Open(StoreState<BreakGlassEvent> state, BreakGlassOpening opening, Outcome<BreakGlassResult> outcome)
    {
        if (opening.Validate().Count > 0)
        {
            return Refuses(state, Refusal.Invalid, outcome);
        }

        foreach (var active in NewestFirst(
            state, old => Owned(old, opening.Invoker, opening.Profile) && old.Status == BreakGlassStatus.Active))
        {
            return outcome.IsReturned && outcome.Value is not BreakGlassResult.AlreadyActive ? null : Blocks(state, active, outcome);
        }

        if (LimitReached(state, opening) is { } limit)
        {
            return Answers(state, limit, outcome);
        }

        if (state.IndexOf(opening.Id) >= 0)
        {
            return Refuses(state, Refusal.AlreadyExists, outcome);
        }

        var escalates = BreakGlassRules.Policy.RuleFor(opening.Profile) is { MaxPerUser: > 0, EscalationThreshold: > 0 } limits
            && Count(state, old => old.Invoker == opening.Invoker, state.Now - limits.QuotaWindow) >= limits.EscalationThreshold;
        return outcome.IsReturned && (outcome.Value as BreakGlassResult.Opened)?.ShouldEscalate != escalates
            ? null
            : Writes(state, opening.At(state.Now), outcome);
    }
}
