using FsCheck;

namespace Sentinel.Testing;

/// <summary>One operation that a spec generates.</summary>
/// <typeparam name="TCommand">The spec's commands.</typeparam>
/// <param name="Name">The name in coverage and files; unique in its spec.</param>
/// <param name="CommandType">The type of the commands that <paramref name="Generator"/> makes; unique in its spec.</param>
/// <param name="Generator">Draws a command; its arguments come from small pools: see <see cref="ProgramScope"/>.</param>
public sealed record CommandKind<TCommand>(string Name, Type CommandType, Func<ProgramScope, Gen<TCommand>> Generator)
{
    /// <summary>How often it is drawn, relative to the others; and with it, in how many programs it is at all.</summary>
    /// <value>1. The weights of all operations of a spec may add up to <see cref="int.MaxValue"/>, no further. A program holds some of the
    /// operations, at least two where there are as many: one of twice the weight is twice as likely the first that a program is given.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public int Weight
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 1;

    /// <summary>How often it is drawn in the prefix, relative to the others: for operations that make what others need.</summary>
    /// <value><see langword="null"/>: as <see cref="Weight"/> says, and only in programs that have the operation. With a number, in every
    /// program, so that the operations of one that never makes anything still find something.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public int? PrefixWeight
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value ?? 1, nameof(value));
            field = value;
        }
    }

    /// <summary>Simpler commands to try in place of one that is part of a failure, best first.</summary>
    /// <value>Simpler commands that <see cref="Generator"/> itself makes, so that none leaves the author's domain.</value>
    public Func<TCommand, IEnumerable<TCommand>>? Shrink { get; init; }

    /// <summary>The only branch, counted from 0, that may run it; <see langword="null"/> for any.</summary>
    /// <value><see langword="null"/>.</value>
    public int? OnlyBranch { get; init; }

    /// <summary>Whether a program holds it at most once.</summary>
    /// <value><see langword="false"/>.</value>
    public bool AtMostOnce { get; init; }
}
