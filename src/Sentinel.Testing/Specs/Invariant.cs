using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>Something that must hold of every recorded history, said without the model.</summary>
/// <typeparam name="TCommand">The spec's commands.</typeparam>
/// <typeparam name="TResult">The spec's results.</typeparam>
/// <param name="Name">What must hold, as a clause: <c>an id is created once</c>.</param>
/// <param name="FindViolation">Gives the sentence that says how the history breaks it, or <see langword="null"/>. Pure.</param>
public sealed record Invariant<TCommand, TResult>(string Name, Func<History<TCommand, TResult>, string?> FindViolation);
