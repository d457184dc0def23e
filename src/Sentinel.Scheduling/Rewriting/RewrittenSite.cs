namespace Sentinel.Scheduling;

/// <summary>A site as the rewriter writes it into the assembly, before it has ids.</summary>
/// <param name="Kind">What happens there.</param>
/// <param name="Member">What it touches.</param>
/// <param name="ValueType">The full name of the member's struct type; empty for anything else.</param>
/// <param name="Method">The method it is in.</param>
/// <param name="File">The source file, or empty.</param>
/// <param name="Line">The line, or 0.</param>
/// <param name="ByAddress">The access hands out a reference, through which more accesses follow.</param>
/// <param name="Call">What is called there, as a reader would write it: "List.Add"; empty for an access.</param>
/// <param name="Part">Which part of the member, a struct: "Inner.Width"; empty for all of it.</param>
internal readonly record struct RewrittenSite(
    SiteKind Kind, string Member, string ValueType, string Method, string File, int Line, bool ByAddress, string Call, string Part);
