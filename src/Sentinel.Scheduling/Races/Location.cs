using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>One memory location: a field of an object, an element of an array, a static, the content of a collection.</summary>
/// <param name="Target">The object, or null for a static.</param>
/// <param name="Member">The member id; -1 for the object's own monitor.</param>
/// <param name="Index">The element, or 0.</param>
/// <param name="Part">The part of a struct that lies there; 0 for all of it.</param>
internal readonly record struct Location(object? Target, int Member, long Index, int Part = 0)
{
    public bool Equals(Location other) => ReferenceEquals(Target, other.Target) && Member == other.Member && Index == other.Index && Part == other.Part;

    public override int GetHashCode() => (RuntimeHelpers.GetHashCode(Target) * 31) ^ (Member * 16777619) ^ (int)Index ^ (Part << 8);
}
