namespace Sentinel.Scheduling;

/// <summary>One access of an interleaving: a row of a report with a column for each process.</summary>
/// <param name="Branch">The process, from 0; negative for what belongs to none.</param>
/// <param name="Thread">The logical thread.</param>
/// <param name="What">The kind of access and the member, or the call: "write Counter._value", "List.Add".</param>
/// <param name="Method">The method it is in.</param>
/// <param name="File">The source file; empty where there are no symbols.</param>
/// <param name="Line">The line; 0 where there are no symbols.</param>
/// <param name="Switched">Another thread ran just before.</param>
/// <param name="Preempted">That thread could have gone on: the schedule stopped it here, which in a shrunk schedule is what matters.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record InterleavingRow(int Branch, int Thread, string What, string Method, string File, int Line, bool Switched, bool Preempted);
