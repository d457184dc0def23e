using Microsoft.Extensions.Time.Testing;
using Sentinel.Stores.Policies;

namespace Sentinel.Concurrency.Rules;

/// <summary>What the cache does with a source that has no policy, or throws, one call at a time.</summary>
public sealed class CacheRuleTests : IPolicyLoader
{
    private static readonly PolicyLoadResult Found = new PolicyLoadResult.Loaded(new("a", 1, "text"));

    private readonly Queue<Func<ValueTask<PolicyLoadResult>>> answers = new();
    private readonly CachingPolicyLoader cache;

    public CacheRuleTests() => cache = new(this, TimeSpan.FromSeconds(2), new FakeTimeProvider(Samples.Start));

    public static TheoryData<PolicyLoadResult> Refusals => [new PolicyLoadResult.NotFound(), new PolicyLoadResult.Failed("no answer")];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_policy_that_was_not_got_is_asked_for_again(PolicyLoadResult refusal)
    {
        Answer(() => new(refusal), () => new(refusal), () => new(Found));
        Assert.Equal(refusal, await cache.LoadAsync("a"));
        Assert.Equal(refusal, await cache.LoadAsync("a"));
        Assert.Equal(Found, await cache.LoadAsync("a"));
        Assert.Equal(Found, await cache.LoadAsync("a"));
        Assert.Empty(answers);
    }

    [Fact]
    public async Task Names_are_told_apart_to_the_letter()
    {
        Answer(() => new(Found), () => new(new PolicyLoadResult.NotFound()));
        Assert.Equal(Found, await cache.LoadAsync("a"));
        Assert.Equal(new PolicyLoadResult.NotFound(), await cache.LoadAsync("A"));
    }

    [Fact]
    public async Task What_the_source_throws_at_once_its_caller_gets_and_the_next_one_asks_again()
    {
        Answer(() => throw new IOException("at once"), () => new(Found));
        Assert.Equal("at once", (await Assert.ThrowsAsync<IOException>(async () => await cache.LoadAsync("a"))).Message);
        Assert.Equal(Found, await cache.LoadAsync("a"));
    }

    [Fact]
    public async Task What_the_source_throws_later_only_the_caller_that_asked_it_gets()
    {
        var end = new TaskCompletionSource<PolicyLoadResult>();
        Answer(() => new(end.Task), () => new(Found));
        var leader = cache.LoadAsync("a").AsTask();
        var others = Enumerable.Range(0, 5).Select(_ => cache.LoadAsync("a").AsTask()).ToList();
        end.SetException(new IOException("later"));
        Assert.Equal("later", (await Assert.ThrowsAsync<IOException>(() => leader)).Message);
        Assert.All(await Task.WhenAll(others), result => Assert.Equal(Found, result));
        Assert.Empty(answers);
    }

    [Fact]
    public async Task A_leader_that_is_cancelled_leaves_its_load_to_the_others()
    {
        var end = new TaskCompletionSource<PolicyLoadResult>();
        Answer(() => new(end.Task));
        using var patience = new CancellationTokenSource();
        var leader = cache.LoadAsync("a", patience.Token).AsTask();
        var other = cache.LoadAsync("a").AsTask();
        await patience.CancelAsync();
        end.SetResult(Found);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        Assert.Equal(Found, await other);
    }

    [Fact]
    public async Task A_caller_that_is_cancelled_while_it_waits_leaves_the_load_to_its_leader()
    {
        var end = new TaskCompletionSource<PolicyLoadResult>();
        Answer(() => new(end.Task));
        using var patience = new CancellationTokenSource();
        var leader = cache.LoadAsync("a").AsTask();
        var other = cache.LoadAsync("a", patience.Token).AsTask();
        await patience.CancelAsync();
        end.SetResult(Found);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        Assert.Equal(Found, await leader);
    }

    [Fact]
    public async Task A_caller_cancelled_before_it_asks_asks_nothing() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cache.LoadAsync("a", new(canceled: true)));

    /// <summary>Answers in order. One answer too few is an exception: a load that the test does not expect.</summary>
    ValueTask<PolicyLoadResult> IPolicyLoader.LoadAsync(string name, CancellationToken cancellationToken) => answers.Dequeue()();

    private void Answer(params Func<ValueTask<PolicyLoadResult>>[] inOrder)
    {
        foreach (var answer in inOrder)
        {
            answers.Enqueue(answer);
        }
    }
}
