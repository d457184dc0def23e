namespace Sentinel.Testing;

/// <summary>Runs programs; how concurrency is made is the runner's business.</summary>
internal interface IProgramRunner<TCommand, TResult> : IDisposable
{
    /// <summary>Runs a program on a fresh system and records it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="noise">Decides the delays between steps: the same number, the same delays.</param>
    /// <exception cref="SystemUnderTestException">The system could not be created.</exception>
    RunOutcome<TCommand, TResult> Run(Program<TCommand> program, ulong noise);
}
