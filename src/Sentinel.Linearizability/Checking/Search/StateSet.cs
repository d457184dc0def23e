using System.Numerics;
using System.Runtime.Intrinsics;

namespace Sentinel.Checking.Search;

/// <summary>Some of at most <see cref="Capacity"/> states, by their numbers.</summary>
internal readonly struct StateSet(Vector256<ulong> bits)
{
    public const int Capacity = 256;
    private readonly Vector256<ulong> bits = bits;

    public bool IsEmpty => bits == Vector256<ulong>.Zero;

    /// <summary>The state with the smallest number; there has to be one.</summary>
    public int First
    {
        get
        {
            var word = 0;
            while (bits[word] == 0)
            {
                word++;
            }

            return (64 * word) + BitOperations.TrailingZeroCount(bits[word]);
        }
    }

    public static StateSet operator |(StateSet left, StateSet right) => new(left.bits | right.bits);

    public static StateSet operator &(StateSet left, StateSet right) => new(left.bits & right.bits);

    /// <summary>The set of one state.</summary>
    public static StateSet Of(int state) => new(Vector256<ulong>.Zero.WithElement(state / 64, 1UL << state));

    public bool Has(int state) => ((bits[state / 64] >> state) & 1) != 0;

    public StateSet Without(StateSet other) => new(Vector256.AndNot(bits, other.bits));
}
