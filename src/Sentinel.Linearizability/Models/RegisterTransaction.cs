using System.Collections.Immutable;

namespace Sentinel.Models;

/// <summary>Reads and writes of several registers that take effect at once, in their order.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>Immutable, with equality by content. The default value has no accesses.</remarks>
public readonly struct RegisterTransaction<T> : IEquatable<RegisterTransaction<T>>
{
    private readonly ImmutableArray<RegisterAccess<T>> accesses;

    /// <summary>Makes a transaction.</summary>
    public RegisterTransaction(params ReadOnlySpan<RegisterAccess<T>> accesses) => this.accesses = accesses.ToImmutableArray();

    /// <summary>The accesses in their order.</summary>
    public ImmutableArray<RegisterAccess<T>> Accesses => accesses.IsDefault ? [] : accesses;

    /// <summary>Whether it only reads.</summary>
    public bool IsReadOnly => !Accesses.Any(access => access.IsWrite);

    /// <inheritdoc/>
    public bool Equals(RegisterTransaction<T> other) => Accesses.AsSpan().SequenceEqual(other.Accesses.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RegisterTransaction<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Accesses.Aggregate(17, (hash, access) => HashCode.Combine(hash, access));

    /// <summary>The transaction as reports print it: <c>txn(x, y=2)</c>.</summary>
    public override string ToString() => $"txn({string.Join(", ", Accesses)})";

    /// <summary>Whether the two are equal.</summary>
    public static bool operator ==(RegisterTransaction<T> left, RegisterTransaction<T> right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(RegisterTransaction<T> left, RegisterTransaction<T> right) => !left.Equals(right);
}
