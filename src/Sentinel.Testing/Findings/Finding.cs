using System.Collections.Immutable;
using Sentinel.Checking;

namespace Sentinel.Testing;

/// <summary>What is wrong with a run.</summary>
/// <remarks>Immutable. A closed set of cases.</remarks>
public abstract record Finding
{
    private protected Finding()
    {
    }

    /// <summary>The headline: <c>NOT LINEARIZABLE</c>.</summary>
    public abstract string Headline { get; }

    /// <summary>The whole news in one sentence.</summary>
    public abstract string Sentence { get; }

    /// <summary>What two findings have in common when a smaller program fails for the same reason.</summary>
    internal abstract string Reason { get; }

    /// <summary>Whether a failure with this headline is shown by its recorded history alone.</summary>
    internal static bool IsProvedByHistory(string headline) => headline is NotLinearizable.HeadlineText or InvariantBroken.HeadlineText;

    /// <summary>No order of the recorded operations is accepted by the model.</summary>
    public sealed record NotLinearizable : Finding
    {
        internal const string HeadlineText = "NOT LINEARIZABLE";

        internal NotLinearizable(Verdict.NotLinearizable verdict, string stuckKind)
        {
            Verdict = verdict;
            StuckKind = stuckKind;
        }

        /// <summary>The verdict with its explanation.</summary>
        public Verdict.NotLinearizable Verdict { get; }

        /// <summary>The name of the operation that cannot be placed.</summary>
        public string StuckKind { get; }

        /// <inheritdoc/>
        public override string Headline => HeadlineText;

        /// <inheritdoc/>
        public override string Sentence => Verdict.Why.Sentence;

        internal override string Reason => $"{Headline} {StuckKind}";
    }

    /// <summary>An invariant of the history is broken, whatever the model says.</summary>
    public sealed record InvariantBroken : Finding
    {
        internal const string HeadlineText = "INVARIANT BROKEN";

        internal InvariantBroken(string invariant, string sentence)
        {
            Invariant = invariant;
            Sentence = sentence;
        }

        /// <summary>What must hold.</summary>
        public string Invariant { get; }

        /// <inheritdoc/>
        public override string Headline => HeadlineText;

        /// <inheritdoc/>
        public override string Sentence { get; }

        internal override string Reason => $"{Headline} {Invariant}";
    }

    /// <summary>The run did not end before its deadline.</summary>
    public sealed record Hang : Finding
    {
        internal const string HeadlineText = "HANG";

        internal Hang(TimeSpan deadline, ImmutableArray<string> places)
        {
            Deadline = deadline;
            Places = places;
        }

        /// <summary>The deadline of a run.</summary>
        public TimeSpan Deadline { get; }

        /// <summary>What each process was doing.</summary>
        public ImmutableArray<string> Places { get; }

        /// <inheritdoc/>
        public override string Headline => HeadlineText;

        /// <inheritdoc/>
        public override string Sentence => $"The run did not end within {Deadline.TotalSeconds:0.#} s: a deadlock, a livelock or a lost wake-up.";

        internal override string Reason => Headline;
    }

    /// <summary>The scheduler of a controlled run found something itself: a deadlock, a data race, code that it can't control.</summary>
    public sealed record Controlled : Finding
    {
        internal Controlled(Scheduling.Finding found) => Found = found;

        /// <summary>What it found.</summary>
        public Scheduling.Finding Found { get; }

        /// <inheritdoc/>
        public override string Headline => Found.Kind.ToUpperInvariant();

        /// <inheritdoc/>
        public override string Sentence => Found.Describe();

        internal override string Reason => Headline;
    }
}
