using Sentinel.Explaining;

namespace Sentinel.Checking;

/// <summary>What is known of a history after checking it. It carries its proof.</summary>
/// <remarks>Immutable. Three cases and no others: there is no boolean form, because "not decided" is neither a pass nor a failure.</remarks>
public abstract record Verdict
{
    private protected Verdict(CheckStatistics statistics) => Statistics = statistics;

    /// <summary>What the decision took.</summary>
    public CheckStatistics Statistics { get; }

    /// <summary>A linearization exists; here is one, and it has been verified.</summary>
    public sealed record Linearizable : Verdict
    {
        internal Linearizable(Linearization witness, CheckStatistics statistics)
            : base(statistics) => Witness = witness;

        /// <summary>A total order of the operations that the model accepts and that keeps the real-time order.</summary>
        public Linearization Witness { get; }
    }

    /// <summary>No linearization exists; here is why.</summary>
    public sealed record NotLinearizable : Verdict
    {
        internal NotLinearizable(Explanation why, CheckStatistics statistics)
            : base(statistics) => Why = why;

        /// <summary>The longest prefix that can be explained, the operation that cannot, and why each alternative fails.</summary>
        public Explanation Why { get; }
    }

    /// <summary>A limit was reached before the history was decided. Never a pass.</summary>
    public sealed record Inconclusive : Verdict
    {
        internal Inconclusive(Limit reached, string hint, CheckStatistics statistics)
            : base(statistics)
        {
            Reached = reached;
            Hint = hint;
        }

        /// <summary>Which limit.</summary>
        public Limit Reached { get; }

        /// <summary>How far the search came, where the history is widest, and what can be done about it; a sentence.</summary>
        public string Hint { get; }
    }
}
