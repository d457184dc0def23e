using System.Diagnostics.CodeAnalysis;
using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Stores.Records;

namespace Sentinel.Stores.Specs.Records;

/// <summary>What the sequential models of the stores share: how an answer is compared with what the store should say.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <typeparam name="TCommand">The commands.</typeparam>
/// <typeparam name="TResult">The answers.</typeparam>
/// <remarks>
/// <para>It shares no code with the stores but the records themselves. A new stamp is taken from the answer, and has to keep the
/// <see cref="StampRule"/>. Under <see cref="StampRule.Increasing"/> the stamp of a write with an Unknown outcome stays open until an
/// answer shows it: such a state stands for all states that differ in this stamp only, so it covers every state that a returned
/// outcome would lead to. One thing is forgotten: an unseen stamp whose record is replaced or deleted no longer keeps its
/// neighbours two ticks apart.</para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
public abstract class StoreModel<TRecord, TCommand, TResult> : Model<StoreState<TRecord>, TCommand, TResult>
    where TRecord : class, IVersionedRecord<TRecord>
{
    private readonly StampRule rule;

    private protected StoreModel(StampRule rule) => this.rule = rule;

    /// <inheritdoc/>
    public override StoreState<TRecord> InitialState => StoreState<TRecord>.Empty;

    /// <inheritdoc/>
    public sealed override bool TryStep(
        StoreState<TRecord> state, TCommand input, Outcome<TResult> outcome, [MaybeNullWhen(false)] out StoreState<TRecord> next)
    {
        next = Step(state, input, outcome);
        return next is not null;
    }

    /// <inheritdoc/>
    /// <remarks>An answer that shows a stamp may tell something new about it, and is then no mere read.</remarks>
    public sealed override bool IsReadOnly(TCommand input, Outcome<TResult> outcome) =>
        outcome.IsReturned && !Changes(input, outcome.Value) && (rule == StampRule.Exact || !ShowsStamps(outcome.Value));

    /// <inheritdoc/>
    public sealed override string DescribeRefusal(StoreState<TRecord> state, TCommand input, Outcome<TResult> outcome)
    {
        foreach (var answer in PossibleAnswers(state, input))
        {
            if (Step(state, input, Outcome<TResult>.Returned(answer)) is not null)
            {
                return $"the store holds {DescribeState(state)} then, and should answer {DescribeOutput(answer)}";
            }
        }

        return $"the store holds {DescribeState(state)} then, and the next stamp is {NextStampText(state)}";
    }

    private string NextStampText(StoreState<TRecord> state)
    {
        var next = rule == StampRule.Exact ? Math.Max(state.Now.UtcTicks, state.NextStamp) : state.NextStamp;
        var text = SpecTime.Text(new(next, TimeSpan.Zero));
        return rule == StampRule.Exact ? text : $"{text} or later";
    }

    /// <summary>Answers among which is the right one, unless that has a new stamp. For explanations only.</summary>
    private protected abstract IEnumerable<TResult> PossibleAnswers(StoreState<TRecord> state, TCommand command);

    /// <summary>The state after the command, or <see langword="null"/> where it cannot have this outcome.</summary>
    private protected abstract StoreState<TRecord>? Step(StoreState<TRecord> state, TCommand command, Outcome<TResult> outcome);

    /// <summary>Whether a command with this answer may have changed the store.</summary>
    private protected abstract bool Changes(TCommand command, TResult result);

    /// <summary>Whether the answer tells something about a stamp: which one it is, or, a conflict, which one it is not.</summary>
    private protected abstract bool ShowsStamps(TResult result);

    /// <summary>The record of an answer that says "done, here it is".</summary>
    private protected abstract TRecord? RecordOf(TResult result);

    /// <summary>The record of an answer that says "this one stands in the way".</summary>
    private protected abstract TRecord? ObstacleOf(TResult result);

    /// <summary>The records of an answer that is a list.</summary>
    private protected abstract IReadOnlyList<TRecord>? RecordsOf(TResult result);

    /// <summary>The reason of an answer that is a bare refusal.</summary>
    private protected abstract Refusal? RefusalOf(TResult result);

    /// <summary>The answer that nothing was found.</summary>
    private protected abstract TResult NothingFound { get; }

    /// <summary>Whether the record's status is one that it never leaves.</summary>
    private protected abstract bool IsFinal(TRecord record);

    /// <summary>Valid, id free: the first of these that does not hold is the answer.</summary>
    private protected StoreState<TRecord>? Creates(StoreState<TRecord> state, TRecord record, Outcome<TResult> outcome) =>
        record.Validate().Count > 0 ? Refuses(state, Refusal.Invalid, outcome)
        : state.IndexOf(record.Id) >= 0 ? Refuses(state, Refusal.AlreadyExists, outcome)
        : Writes(state, record, outcome);

    /// <summary>The record with this id, if there is one.</summary>
    private protected StoreState<TRecord>? Gets(StoreState<TRecord> state, string id, Outcome<TResult> outcome) =>
        state.IndexOf(id) is >= 0 and var index ? Shows(state, index, outcome) : Refuses(state, Refusal.NotFound, outcome);

    /// <summary>Valid, exists, version, transition: the first of these that does not hold is the answer.</summary>
    private protected StoreState<TRecord>? Updates(StoreState<TRecord> state, TRecord record, Outcome<TResult> outcome)
    {
        if (record.Validate().Count > 0)
        {
            return Refuses(state, Refusal.Invalid, outcome);
        }

        var index = state.IndexOf(record.Id);
        if (index < 0)
        {
            return Refuses(state, Refusal.NotFound, outcome);
        }

        if (Compare(state, index, record.UpdatedAt, outcome, out var differs) is not { } same)
        {
            return differs is null ? null : Refuses(differs, Refusal.Conflict, outcome);
        }

        return IsFinal(state.Entries[index].Record)
            ? Blocks(outcome.IsReturned ? same : state, index, outcome)
            : Writes(same, record, outcome);
    }

    /// <summary>Exists, transition: the first of these that does not hold is the answer.</summary>
    private protected StoreState<TRecord>? Moves(StoreState<TRecord> state, string id, Func<TRecord, TRecord> move, Outcome<TResult> outcome)
    {
        var index = state.IndexOf(id);
        return index < 0 ? Refuses(state, Refusal.NotFound, outcome)
            : IsFinal(state.Entries[index].Record) ? Blocks(state, index, outcome)
            : Writes(state, move(state.Entries[index].Record), outcome);
    }

    /// <summary>The newest record that a filter lets through, or nothing.</summary>
    private protected StoreState<TRecord>? Finds(StoreState<TRecord> state, Func<TRecord, bool> filter, Outcome<TResult> outcome)
    {
        foreach (var index in NewestFirst(state, filter))
        {
            return Shows(state, index, outcome);
        }

        return Answers(state, NothingFound, outcome);
    }

    /// <summary>The store writes this record, and answers with it under a new stamp.</summary>
    private protected StoreState<TRecord>? Writes(StoreState<TRecord> state, TRecord record, Outcome<TResult> outcome)
    {
        var exact = Stamp.Known(Math.Max(state.Now.UtcTicks, state.NextStamp));
        if (!outcome.IsReturned)
        {
            return state.Write(record, rule == StampRule.Exact ? exact : Stamp.From(state.NextStamp));
        }

        if (RecordOf(outcome.Value) is not { } written || !written.Equals(record.WithStamp(written.UpdatedAt)))
        {
            return null;
        }

        var stamp = Stamp.Known(written.UpdatedAt.UtcTicks);
        return rule == StampRule.Exact && !stamp.Equals(exact) ? null : state.Write(record, stamp);
    }

    /// <summary>The store answers with the record at this place.</summary>
    private protected StoreState<TRecord>? Shows(StoreState<TRecord> state, int index, Outcome<TResult> outcome) =>
        outcome.IsReturned ? See(state, index, RecordOf(outcome.Value)) : state;

    /// <summary>The store says that the record at this place stands in the way.</summary>
    private protected StoreState<TRecord>? Blocks(StoreState<TRecord> state, int index, Outcome<TResult> outcome) =>
        outcome.IsReturned ? See(state, index, ObstacleOf(outcome.Value)) : state;

    /// <summary>The store does nothing, for this reason.</summary>
    private protected StoreState<TRecord>? Refuses(StoreState<TRecord> state, Refusal reason, Outcome<TResult> outcome) =>
        !outcome.IsReturned || RefusalOf(outcome.Value) == reason ? state : null;

    /// <summary>The store does something that has only one answer.</summary>
    private protected static StoreState<TRecord>? Answers(StoreState<TRecord> next, TResult expected, Outcome<TResult> outcome) =>
        !outcome.IsReturned || EqualityComparer<TResult>.Default.Equals(outcome.Value, expected) ? next : null;

    /// <summary>The store answers with the records that a filter lets through, newest first.</summary>
    private protected StoreState<TRecord>? Lists(StoreState<TRecord> state, Func<TRecord, bool> filter, int limit, Outcome<TResult> outcome)
    {
        if (!outcome.IsReturned)
        {
            return state;
        }

        if (RecordsOf(outcome.Value) is not { } shown)
        {
            return null;
        }

        var expected = NewestFirst(state, filter).Take(ListLimit.Effective(limit)).ToList();
        var next = expected.Count == shown.Count ? state : null;
        for (var i = 0; i < shown.Count && next is not null; i++)
        {
            next = See(next, expected[i], shown[i]);
        }

        return next;
    }

    /// <summary>The places of the records that a filter lets through: newest first by creation, then by id.</summary>
    private protected static IEnumerable<int> NewestFirst(StoreState<TRecord> state, Func<TRecord, bool> filter) =>
        Enumerable.Range(0, state.Entries.Length)
            .Where(index => filter(state.Entries[index].Record))
            .OrderByDescending(index => state.Entries[index].Record.CreatedAt)
            .ThenBy(index => state.Entries[index].Record.Id, StringComparer.Ordinal);

    /// <summary>Compares the version that the caller saw with the stored one: the state in which they are the same, or none.</summary>
    /// <param name="state">The state, in which the record is there.</param>
    /// <param name="index">Its place.</param>
    /// <param name="seen">The version that the caller saw.</param>
    /// <param name="outcome">What was answered.</param>
    /// <param name="differs">The state where the versions differ; <see langword="null"/> where they cannot.</param>
    /// <remarks>A stamp that nobody has seen is bound by the answer: to this version, or to any other.</remarks>
    private protected StoreState<TRecord>? Compare(
        StoreState<TRecord> state, int index, DateTimeOffset seen, Outcome<TResult> outcome, out StoreState<TRecord>? differs)
    {
        var same = state.Bind(index, seen.UtcTicks);
        var saysConflict = outcome.IsReturned && RefusalOf(outcome.Value) == Refusal.Conflict;
        // Where both are possible and nobody says which, "same" is the one that matters: an Unknown call that changed nothing
        // may as well never have happened.
        differs = same is null || saysConflict ? state.Exclude(index, seen.UtcTicks) : null;
        return saysConflict ? null : same;
    }

    private static StoreState<TRecord>? See(StoreState<TRecord> state, int index, TRecord? seen)
    {
        if (seen is null)
        {
            return null;
        }

        var entry = state.Entries[index];
        return entry.Record.Equals(seen.WithStamp(entry.Record.UpdatedAt)) ? state.Bind(index, seen.UpdatedAt.UtcTicks) : null;
    }
}
