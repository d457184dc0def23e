using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

/// <summary>One use of an address. What it does must be noted there, not where the address was taken.</summary>
/// <param name="Consumer">The instruction that uses it.</param>
/// <param name="Kind">What that does; a write where it is not known.</param>
/// <param name="Calls">It is a call.</param>
/// <param name="Part">Of a struct, which part; empty for all of it.</param>
internal readonly record struct AddressUse(Instruction Consumer, SiteKind Kind, bool Calls, string Part)
{
    /// <summary>A method that takes the address may or may not write; one that only reads, or is atomic, is known.</summary>
    public bool IsGuess => Kind == SiteKind.Write && Calls;
}
