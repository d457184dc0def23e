namespace Sentinel.Testing;

/// <summary><see cref="Structural"/> as a comparer.</summary>
internal sealed class StructuralComparer<T> : IEqualityComparer<T>
{
    public static StructuralComparer<T> Instance { get; } = new();

    public bool Equals(T? x, T? y) => Structural.AreEqual(x, y);

    public int GetHashCode(T obj) => Structural.Hash(obj);
}
