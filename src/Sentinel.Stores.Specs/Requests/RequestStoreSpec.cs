using Microsoft.Extensions.Time.Testing;
using Sentinel.Models;
using Sentinel.Stores.Requests;
using Sentinel.Stores.Specs.Records;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Requests;

/// <summary>The in-memory request store: every call is linearizable, stamps are exact, and time moves only by a command.</summary>
/// <remarks>Stateless and thread-safe. Another store is tested by overriding <see cref="CreateStore"/>.</remarks>
public class RequestStoreSpec : CommandSpec<RequestSystem, StoreState<AccessRequest>, RequestCommand, RequestResult>
{
    /// <inheritdoc/>
    public override Model<StoreState<AccessRequest>, RequestCommand, RequestResult> Model { get; } = new RequestModel(StampRule.Exact);

    /// <inheritdoc/>
    protected override IReadOnlyList<CommandKind<RequestCommand>> Kinds => RequestGenerators.Kinds;

    /// <inheritdoc/>
    protected override IReadOnlyList<Invariant<RequestCommand, RequestResult>> Invariants => RequestInvariants.All;

    /// <summary>Makes the store under test.</summary>
    /// <param name="time">The clock of this run.</param>
    protected virtual IRequestStore CreateStore(TimeProvider time) => new InMemoryRequestStore(time);

    /// <inheritdoc/>
    protected sealed override RequestSystem Create()
    {
        var clock = new FakeTimeProvider(SpecTime.Start);
        return new(CreateStore(clock), clock);
    }

    /// <inheritdoc/>
    protected sealed override ValueTask<RequestResult> ExecuteAsync(RequestSystem system, RequestCommand command, CancellationToken cancellationToken) =>
        system.ExecuteAsync(command, cancellationToken);

    /// <inheritdoc/>
    protected sealed override RequestResult FromException(Exception exception) =>
        new RequestResult.Threw($"{exception.GetType().Name}: {exception.Message}");

    /// <inheritdoc/>
    /// <remarks>An update takes its version from what this process, or the prefix, saw of the record.</remarks>
    protected sealed override RequestCommand Resolve(
        RequestCommand command, IReadOnlyList<CompletedCall<RequestCommand, RequestResult>> earlier)
    {
        if (command is not RequestCommand.Update(var request, var source) || source == VersionSource.AsGiven)
        {
            return command;
        }

        var seen = earlier
            .Where(call => call.Outcome.IsReturned)
            .SelectMany(call => RequestsIn(call.Outcome.Value))
            .Where(shown => shown.Id == request.Id)
            .Select(shown => shown.UpdatedAt)
            .DefaultIfEmpty(SpecTime.Start);
        var version = source == VersionSource.LastSeen ? seen.Last() : seen.First();
        return new RequestCommand.Update(request with { UpdatedAt = version });
    }

    /// <inheritdoc/>
    protected sealed override string OutcomeName(RequestResult result) => result switch
    {
        RequestResult.Refused refused => refused.Reason.ToString(),
        RequestResult.Listed { Requests.Count: 0 } => "Empty",
        _ => result.GetType().Name,
    };

    /// <inheritdoc/>
    protected sealed override object? KeyOf(RequestCommand command) => command switch
    {
        RequestCommand.Create create => create.Request.Id,
        RequestCommand.Get get => get.Id,
        RequestCommand.Update update => update.Request.Id,
        RequestCommand.Approve approve => approve.Id,
        RequestCommand.Deny deny => deny.Id,
        RequestCommand.Cancel cancel => cancel.Id,
        RequestCommand.Expire expire => expire.Id,
        RequestCommand.Delete delete => delete.Id,
        _ => null,
    };

    /// <summary>The requests that an answer shows.</summary>
    internal static IEnumerable<AccessRequest> RequestsIn(RequestResult result) => result switch
    {
        RequestResult.Ok ok => [ok.Request],
        RequestResult.InvalidTransition invalid => [invalid.Current],
        RequestResult.Listed listed => listed.Requests,
        _ => [],
    };
}
