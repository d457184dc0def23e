using System.Runtime.InteropServices;

namespace Sentinel.Checking;

/// <summary>Numbers keys of one type.</summary>
/// <param name="keyOf">The key of an operation, or <see langword="null"/>.</param>
internal sealed class KeyNumbers<TInput, TKey>(Func<TInput, TKey?> keyOf) : IKeyNumbers<TInput>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> numbers = [];

    /// <inheritdoc/>
    public int NumberOf(TInput input)
    {
        if (keyOf(input) is not { } key)
        {
            return -1;
        }

        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var known);
        if (!known)
        {
            number = numbers.Count - 1;
        }

        return number;
    }
}
