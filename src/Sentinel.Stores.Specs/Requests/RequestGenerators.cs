using FsCheck;
using FsCheck.Fluent;
using Sentinel.Stores.Requests;
using Sentinel.Stores.Specs.Records;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>How the commands of the request spec are drawn. Everything comes from small pools: collisions are the point.</summary>
internal static class RequestGenerators
{
    private static readonly string[] Requesters = ["ann", "bob"];
    private static readonly string[] Profiles = ["prod", "test"];
    private static readonly string[] Approvers = ["yan", "zoe"];

    private const string Justification = "the nightly job fails";

    private static readonly RequestStatus[] AnyStatus = Enum.GetValues<RequestStatus>();

    /// <summary>All commands. Those that make and change records are drawn more often: without a record there is nothing to see.</summary>
    public static IReadOnlyList<CommandKind<RequestCommand>> Kinds { get; } =
    [
        Kind<RequestCommand.Create>(scope => Creatable(scope).Select(request => new RequestCommand.Create(request)), 8, inPrefix: 40),
        Kind<RequestCommand.Get>(scope => RecordIds.Of(scope).Select(id => new RequestCommand.Get(id)), 2),
        Kind<RequestCommand.Update>(Updates, 4) with { Shrink = command => SimplerUpdates((RequestCommand.Update)command) },
        Kind<RequestCommand.Approve>(scope => Decision(scope, (id, approver) => new RequestCommand.Approve(id, approver)), 2),
        Kind<RequestCommand.Deny>(scope => Decision(scope, (id, approver) => new RequestCommand.Deny(id, approver)), 2),
        Kind<RequestCommand.Cancel>(scope => RecordIds.Of(scope).Select(id => new RequestCommand.Cancel(id))),
        Kind<RequestCommand.Expire>(scope => RecordIds.Of(scope).Select(id => new RequestCommand.Expire(id))),
        Kind<RequestCommand.Delete>(scope => RecordIds.Of(scope).Select(id => new RequestCommand.Delete(id))),
        Kind<RequestCommand.ListByRequester>(scope =>
            from requester in scope.PickLow(Requesters)
            from limit in Limits
            select new RequestCommand.ListByRequester(requester, limit)),
        Kind<RequestCommand.ListByStatus>(scope =>
            from status in Gen.Elements(AnyStatus)
            from limit in Limits
            select new RequestCommand.ListByStatus(status, limit)),
        Kind<RequestCommand.ListByProfile>(scope =>
            from profile in scope.PickLow(Profiles)
            from limit in Limits
            select new RequestCommand.ListByProfile(profile, limit)),
        Kind<RequestCommand.FindApproved>(scope =>
            from requester in scope.PickLow(Requesters)
            from profile in scope.PickLow(Profiles)
            select new RequestCommand.FindApproved(requester, profile), 2),
        Kind<RequestCommand.AdvanceClock>(_ => Gen.Choose(1, 3).Select(seconds => new RequestCommand.AdvanceClock(TimeSpan.FromSeconds(seconds)))),
    ];

    /// <summary>The same where time stands still: the clock is never moved, and all records are of one instant.</summary>
    public static IReadOnlyList<CommandKind<RequestCommand>> Frozen { get; } =
        [.. Kinds
            .Where(kind => kind.CommandType != typeof(RequestCommand.AdvanceClock))
            .Select(kind => kind with { Generator = scope => kind.Generator(scope).Select(AtTheStart) })];

    private static Gen<int> Limits => Gen.Elements(0, 0, 1, 2, -1);

    /// <summary>Records whose windows end at the very seconds that the clock can reach, so that boundary instants occur.</summary>
    private static Gen<AccessRequest> Requests(ProgramScope scope, Gen<RequestStatus> statuses) =>
        from id in RecordIds.Of(scope)
        from requester in scope.PickLow(Requesters)
        from profile in scope.PickLow(Profiles)
        from status in statuses
        from created in Gen.Choose(0, 2)
        from duration in Gen.Choose(1, 3)
        from expires in Gen.Choose(1, 4)
        from valid in Gen.Choose(0, 19).Select(draw => draw > 0)
        select new AccessRequest
        {
            Id = id,
            Requester = requester,
            Profile = profile,
            Justification = valid ? Justification : "short",
            Duration = TimeSpan.FromSeconds(duration),
            Status = status,
            CreatedAt = SpecTime.At(created),
            ExpiresAt = SpecTime.At(created + expires),
            Approver = status is RequestStatus.Approved or RequestStatus.Denied ? "auto" : null,
        };

    private static Gen<AccessRequest> Creatable(ProgramScope scope) =>
        Requests(scope, Gen.Elements(RequestStatus.Pending, RequestStatus.Pending, RequestStatus.Approved));

    /// <summary>Versions are the last one seen, stale on purpose, or one out of the blue that a store might just have issued.</summary>
    private static Gen<RequestCommand.Update> Updates(ProgramScope scope) =>
        from request in Requests(scope, Gen.Elements([RequestStatus.Pending, RequestStatus.Pending, .. AnyStatus]))
        from source in Gen.Elements(
            VersionSource.LastSeen, VersionSource.LastSeen, VersionSource.LastSeen, VersionSource.FirstSeen, VersionSource.AsGiven)
        from ticks in Gen.Choose(0, 3)
        select new RequestCommand.Update(request with { UpdatedAt = SpecTime.At(0, ticks) }, source);

    /// <summary>The version first: one that follows the record stays right where operations before it are left out.</summary>
    private static IEnumerable<RequestCommand.Update> SimplerUpdates(RequestCommand.Update update) => Simpler.Of(
        update,
        it => it with { Version = VersionSource.LastSeen },
        it => it with { Request = it.Request with { Id = RecordIds.All[0] } },
        it => it with { Request = it.Request with { Status = RequestStatus.Pending, Approver = null } },
        it => it with { Request = it.Request with { Requester = Requesters[0], Profile = Profiles[0] } },
        it => it with { Request = it.Request with { Justification = Justification, Duration = TimeSpan.FromSeconds(1) } },
        it => it with { Request = it.Request with { CreatedAt = SpecTime.Start, ExpiresAt = SpecTime.At(1) } });

    private static Gen<TCommand> Decision<TCommand>(ProgramScope scope, Func<string, string, TCommand> decide) =>
        from id in RecordIds.Of(scope)
        from approver in Gen.Elements(Approvers)
        select decide(id, approver);

    private static RequestCommand AtTheStart(RequestCommand command) => command switch
    {
        RequestCommand.Create create => new RequestCommand.Create(create.Request with { CreatedAt = SpecTime.Start }),
        RequestCommand.Update update => update with { Request = update.Request with { CreatedAt = SpecTime.Start } },
        _ => command,
    };

    private static CommandKind<RequestCommand> Kind<TCommand>(Func<ProgramScope, Gen<TCommand>> generator, int weight = 1, int? inPrefix = null)
        where TCommand : RequestCommand =>
        new(typeof(TCommand).Name, typeof(TCommand), scope => generator(scope).Select(command => (RequestCommand)command))
        {
            Weight = weight,
            PrefixWeight = inPrefix,
        };
}
