using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Records;

namespace Sentinel.Stores.Specs.BreakGlass;

/// <summary>What the break-glass spec tests: a store, and the clock that it reads.</summary>
/// <param name="Store">The store.</param>
/// <param name="Clock">Its clock, which moves only by a command.</param>
/// <remarks>Thread-safe as far as the store is.</remarks>
public sealed record BreakGlassSystem(IBreakGlassStore Store, FakeTimeProvider Clock)
{
    /// <summary>Executes one command against the store or the clock.</summary>
    /// <remarks>
    /// Records belong to the caller: it changes what it passed as soon as the call has begun, and what it got as soon as it has
    /// noted the answer. A store that keeps the caller's list, or hands out its own, shows the change in a later answer.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<BreakGlassResult> ExecuteAsync(BreakGlassCommand command, CancellationToken cancellationToken = default)
    {
        switch (command)
        {
            case BreakGlassCommand.Open(var opening):
                var opened = await Store.OpenAsync(opening, BreakGlassRules.Policy, cancellationToken).ConfigureAwait(false);
                var noted = BreakGlassResult.Of(opened);
                Scribble((opened as OpenResult.Opened)?.Event ?? (opened as OpenResult.AlreadyActive)?.Active);
                return noted;
            case BreakGlassCommand.Create(var given):
                var created = given.Copy();
                var creating = Store.CreateAsync(created, cancellationToken);
                Scribble(created);
                return Note(await creating.ConfigureAwait(false));
            case BreakGlassCommand.Update(var given, _):
                var updated = given.Copy();
                var updating = Store.UpdateAsync(updated, cancellationToken);
                Scribble(updated);
                return Note(await updating.ConfigureAwait(false));
            case BreakGlassCommand.Get get:
                return Note(await Store.GetAsync(get.Id, cancellationToken).ConfigureAwait(false));
            case BreakGlassCommand.Close close:
                return Note(await Store.CloseAsync(close.Id, close.ClosedBy, "done", cancellationToken).ConfigureAwait(false));
            case BreakGlassCommand.Expire expire:
                return Note(await Store.ExpireAsync(expire.Id, cancellationToken).ConfigureAwait(false));
            case BreakGlassCommand.Delete delete:
                await Store.DeleteAsync(delete.Id, cancellationToken).ConfigureAwait(false);
                return new BreakGlassResult.Done();
            case BreakGlassCommand.AdvanceClock advance:
                Clock.Advance(advance.By);
                return new BreakGlassResult.Done();
            default:
                return await QueryAsync(command, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<BreakGlassResult> QueryAsync(BreakGlassCommand command, CancellationToken cancellationToken) => command switch
    {
        BreakGlassCommand.ListByInvoker list => Note(await Store.ListByInvokerAsync(list.Invoker, list.Limit, cancellationToken).ConfigureAwait(false)),
        BreakGlassCommand.ListByStatus list => Note(await Store.ListByStatusAsync(list.Status, list.Limit, cancellationToken).ConfigureAwait(false)),
        BreakGlassCommand.ListByProfile list => Note(await Store.ListByProfileAsync(list.Profile, list.Limit, cancellationToken).ConfigureAwait(false)),
        BreakGlassCommand.FindActive find => Note(await Store.FindActiveAsync(find.Invoker, find.Profile, cancellationToken).ConfigureAwait(false)),
        BreakGlassCommand.FindInForce find => Note(await Store.FindInForceAsync(find.Invoker, find.Profile, cancellationToken).ConfigureAwait(false)),
        BreakGlassCommand.FindLast find => Note(await Store.FindLastAsync(find.Invoker, find.Profile, cancellationToken).ConfigureAwait(false)),
        BreakGlassCommand.CountByInvokerSince count => new BreakGlassResult.Counted(
            await Store.CountByInvokerSinceAsync(count.Invoker, count.Since, cancellationToken).ConfigureAwait(false)),
        BreakGlassCommand.CountByProfileSince count => new BreakGlassResult.Counted(
            await Store.CountByProfileSinceAsync(count.Profile, count.Since, cancellationToken).ConfigureAwait(false)),
        _ => throw new UnreachableException(),
    };

    private static BreakGlassResult Note(StoreResult<BreakGlassEvent> result)
    {
        var noted = BreakGlassResult.Of(result);
        Scribble((result as StoreResult<BreakGlassEvent>.Ok)?.Record ?? (result as StoreResult<BreakGlassEvent>.InvalidTransition)?.Current);
        return noted;
    }

    private static BreakGlassResult Note(IReadOnlyList<BreakGlassEvent> events)
    {
        var noted = BreakGlassResult.Of(events);
        foreach (var listed in events)
        {
            Scribble(listed);
        }

        return noted;
    }

    private static BreakGlassResult Note(BreakGlassEvent? found)
    {
        var noted = BreakGlassResult.Of(found);
        Scribble(found);
        return noted;
    }

    private static void Scribble(BreakGlassEvent? own) => own?.Notes.Add("scribble");
}
