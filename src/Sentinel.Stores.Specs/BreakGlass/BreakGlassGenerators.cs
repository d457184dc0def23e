using FsCheck;
using FsCheck.Fluent;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Specs.Records;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.BreakGlass;

/// <summary>How the commands of the break-glass spec are drawn. Everything comes from small pools: collisions are the point.</summary>
internal static class BreakGlassGenerators
{
    private static readonly string[] Invokers = ["ann", "bob"];
    private static readonly string[] Profiles = ["test", "prod"];
    private const string ProfileWithoutRule = "dev";
    private const string Justification = "the database has lost its primary";

    private static readonly BreakGlassStatus[] AnyStatus = Enum.GetValues<BreakGlassStatus>();

    /// <summary>All commands. Those that make and end events are drawn more often: without an event there is nothing to see.</summary>
    public static IReadOnlyList<CommandKind<BreakGlassCommand>> Kinds { get; } =
    [
        Kind<BreakGlassCommand.Open>(scope => Openings(scope).Select(opening => new BreakGlassCommand.Open(opening)), 8),
        Kind<BreakGlassCommand.Create>(scope => Events(scope).Select(created => new BreakGlassCommand.Create(created)), 5, inPrefix: 40),
        Kind<BreakGlassCommand.Get>(scope => RecordIds.Of(scope).Select(id => new BreakGlassCommand.Get(id))),
        Kind<BreakGlassCommand.Update>(Updates, 4) with { Shrink = command => SimplerUpdates((BreakGlassCommand.Update)command) },
        Kind<BreakGlassCommand.Close>(
            scope =>
                from id in RecordIds.Of(scope)
                from closer in Gen.Elements("yan", "zoe")
                select new BreakGlassCommand.Close(id, closer),
            4),
        Kind<BreakGlassCommand.Expire>(scope => RecordIds.Of(scope).Select(id => new BreakGlassCommand.Expire(id))),
        Kind<BreakGlassCommand.Delete>(scope => RecordIds.Of(scope).Select(id => new BreakGlassCommand.Delete(id))),
        Kind<BreakGlassCommand.ListByInvoker>(scope =>
            from invoker in scope.Pick(Invokers)
            from limit in Limits
            select new BreakGlassCommand.ListByInvoker(invoker, limit)),
        Kind<BreakGlassCommand.ListByStatus>(_ =>
            from status in Gen.Elements(AnyStatus)
            from limit in Limits
            select new BreakGlassCommand.ListByStatus(status, limit)),
        Kind<BreakGlassCommand.ListByProfile>(scope =>
            from profile in scope.Pick(Profiles)
            from limit in Limits
            select new BreakGlassCommand.ListByProfile(profile, limit)),
        Kind<BreakGlassCommand.FindActive>(scope => Owned(scope, (invoker, profile) => new BreakGlassCommand.FindActive(invoker, profile)), 2),
        Kind<BreakGlassCommand.FindInForce>(scope => Owned(scope, (invoker, profile) => new BreakGlassCommand.FindInForce(invoker, profile)), 2),
        Kind<BreakGlassCommand.FindLast>(scope => Owned(scope, (invoker, profile) => new BreakGlassCommand.FindLast(invoker, profile)), 2),
        Kind<BreakGlassCommand.CountByInvokerSince>(scope =>
            from invoker in scope.Pick(Invokers)
            from since in Instants
            select new BreakGlassCommand.CountByInvokerSince(invoker, since)),
        Kind<BreakGlassCommand.CountByProfileSince>(scope =>
            from profile in scope.Pick(Profiles)
            from since in Instants
            select new BreakGlassCommand.CountByProfileSince(profile, since)),
        Kind<BreakGlassCommand.AdvanceClock>(
            _ => Gen.Choose(1, 2).Select(seconds => new BreakGlassCommand.AdvanceClock(TimeSpan.FromSeconds(seconds))), 2),
    ];

    /// <summary>The same where time stands still: the clock is never moved, and all events are of one instant.</summary>
    public static IReadOnlyList<CommandKind<BreakGlassCommand>> Frozen { get; } =
        [.. Kinds
            .Where(kind => kind.CommandType != typeof(BreakGlassCommand.AdvanceClock))
            .Select(kind => kind with { Generator = scope => kind.Generator(scope).Select(AtTheStart) })];

    private static Gen<int> Limits => Gen.Elements(0, 0, 1, 2, -1);

    private static Gen<DateTimeOffset> Instants => Gen.Choose(0, 2).Select(seconds => SpecTime.At(seconds));

    private static Gen<string> Justifications =>
        Gen.Choose(0, 19).Select(draw => draw > 0 ? Justification : "too short");

    private static Gen<BreakGlassOpening> Openings(ProgramScope scope) =>
        from id in Gen.Elements(RecordIds.All.ToArray())
        from invoker in scope.Pick(Invokers)
        from profile in Gen.Frequency((9, scope.Pick(Profiles)), (1, Gen.Constant(ProfileWithoutRule)))
        from justification in Justifications
        from duration in Gen.Choose(1, 3)
        select new BreakGlassOpening(id, invoker, profile, BreakGlassReason.Incident, justification, TimeSpan.FromSeconds(duration));

    /// <summary>Events whose times are the very seconds that the clock can reach, so that boundary instants occur.</summary>
    private static Gen<BreakGlassEvent> Events(ProgramScope scope) =>
        from opening in Openings(scope)
        from id in RecordIds.Of(scope)
        from created in Gen.Choose(0, 2)
        from status in Gen.Elements([BreakGlassStatus.Active, BreakGlassStatus.Active, BreakGlassStatus.Active, .. AnyStatus])
        select opening.At(SpecTime.At(created)) with { Id = id, Status = status };

    /// <summary>Versions are the last one seen, stale on purpose, or one out of the blue that a store might just have issued.</summary>
    private static Gen<BreakGlassCommand.Update> Updates(ProgramScope scope) =>
        from updated in Events(scope)
        from source in Gen.Elements(
            VersionSource.LastSeen, VersionSource.LastSeen, VersionSource.LastSeen, VersionSource.FirstSeen, VersionSource.AsGiven)
        from ticks in Gen.Choose(0, 3)
        select new BreakGlassCommand.Update(updated with { UpdatedAt = SpecTime.At(0, ticks) }, source);

    /// <summary>The version first: one that follows the event stays right where operations before it are left out.</summary>
    private static IEnumerable<BreakGlassCommand.Update> SimplerUpdates(BreakGlassCommand.Update update) => Simpler.Of(
        update,
        it => it with { Version = VersionSource.LastSeen },
        it => it with { Event = it.Event with { Id = RecordIds.All[0] } },
        it => it with { Event = it.Event with { Status = BreakGlassStatus.Active } },
        it => it with { Event = it.Event with { Invoker = Invokers[0], Profile = Profiles[0], Justification = Justification } },
        it => it with { Event = it.Event with { CreatedAt = SpecTime.Start, ExpiresAt = SpecTime.At(1), Duration = TimeSpan.FromSeconds(1) } });

    private static Gen<TCommand> Owned<TCommand>(ProgramScope scope, Func<string, string, TCommand> find) =>
        from invoker in scope.Pick(Invokers)
        from profile in scope.Pick(Profiles)
        select find(invoker, profile);

    private static BreakGlassCommand AtTheStart(BreakGlassCommand command) => command switch
    {
        BreakGlassCommand.Create create => new BreakGlassCommand.Create(create.Event with { CreatedAt = SpecTime.Start }),
        BreakGlassCommand.Update update => update with { Event = update.Event with { CreatedAt = SpecTime.Start } },
        _ => command,
    };

    private static CommandKind<BreakGlassCommand> Kind<TCommand>(Func<ProgramScope, Gen<TCommand>> generator, int weight = 1, int? inPrefix = null)
        where TCommand : BreakGlassCommand =>
        new(typeof(TCommand).Name, typeof(TCommand), scope => generator(scope).Select(command => (BreakGlassCommand)command))
        {
            Weight = weight,
            PrefixWeight = inPrefix,
        };
}
