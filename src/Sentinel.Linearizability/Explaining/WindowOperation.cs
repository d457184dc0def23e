using Sentinel.Histories;

namespace Sentinel.Explaining;

/// <summary>An operation of a window.</summary>
/// <param name="Index">Its index in the history.</param>
/// <param name="Operation">The operation; without a response where it need not be in an order.</param>
internal readonly record struct WindowOperation<TInput, TOutput>(int Index, Operation<TInput, TOutput> Operation);
