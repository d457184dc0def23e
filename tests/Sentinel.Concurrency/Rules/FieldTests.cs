using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Records;
using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Rules;

/// <summary>Both ends of every limit on the fields of requests and events, with the very error that is given beyond it.</summary>
public sealed class FieldTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>Why the record is here, the record, and its one error; none where it is valid.</summary>
    public static TheoryData<string, AccessRequest, ValidationError?> Requests
    {
        get
        {
            var good = Samples.Request();
            var rows = new TheoryData<string, AccessRequest, ValidationError?>
            {
                { "good", good, null },
                { "no requester", good with { Requester = "" }, new("Requester", ValidationProblem.Missing) },
                { "no profile", good with { Profile = "" }, new("Profile", ValidationProblem.Missing) },
                { "no creation", good with { CreatedAt = default }, new("CreatedAt", ValidationProblem.Missing) },
                { "no expiry", good with { ExpiresAt = default }, new("ExpiresAt", ValidationProblem.Missing) },
                { "expired before it began", good with { ExpiresAt = Samples.Start - Tick }, null },
                { "last status", good with { Status = RequestStatus.Cancelled }, null },
                { "no such status", good with { Status = (RequestStatus)5 }, new("Status", ValidationProblem.OutOfRange) },
                { "negative status", good with { Status = (RequestStatus)(-1) }, new("Status", ValidationProblem.OutOfRange) },
            };
            foreach (var (why, id, error) in Ids("Id"))
            {
                rows.Add(why, good with { Id = id }, error);
            }

            foreach (var (why, text, error) in Texts(10, 500))
            {
                rows.Add(why, good with { Justification = text }, error);
            }

            foreach (var (why, duration, error) in Durations(TimeSpan.FromHours(8)))
            {
                rows.Add(why, good with { Duration = duration }, error);
            }

            return rows;
        }
    }

    /// <summary>Why the record is here, the record, and its one error; none where it is valid.</summary>
    public static TheoryData<string, BreakGlassEvent, ValidationError?> Events
    {
        get
        {
            var good = Samples.Event();
            var rows = new TheoryData<string, BreakGlassEvent, ValidationError?>
            {
                { "good", good, null },
                { "no invoker", good with { Invoker = "" }, new("Invoker", ValidationProblem.Missing) },
                { "no profile", good with { Profile = "" }, new("Profile", ValidationProblem.Missing) },
                { "no creation", good with { CreatedAt = default }, new("CreatedAt", ValidationProblem.Missing) },
                { "no expiry", good with { ExpiresAt = default }, new("ExpiresAt", ValidationProblem.Missing) },
                { "last reason", good with { Reason = BreakGlassReason.Other }, null },
                { "no such reason", good with { Reason = (BreakGlassReason)5 }, new("Reason", ValidationProblem.OutOfRange) },
                { "last status", good with { Status = BreakGlassStatus.Expired }, null },
                { "no such status", good with { Status = (BreakGlassStatus)3 }, new("Status", ValidationProblem.OutOfRange) },
            };
            foreach (var (why, id, error) in Ids("Id"))
            {
                rows.Add(why, good with { Id = id }, error);
            }

            foreach (var (why, id, error) in Ids("RequestId"))
            {
                rows.Add($"request: {why}", good with { RequestId = id }, error);
            }

            foreach (var (why, text, error) in Texts(20, 1_000))
            {
                rows.Add(why, good with { Justification = text }, error);
            }

            foreach (var (why, duration, error) in Durations(TimeSpan.FromHours(4)))
            {
                rows.Add(why, good with { Duration = duration }, error);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_is_stored_or_refused_for_what_is_wrong(string why, AccessRequest request, ValidationError? error)
    {
        var store = new InMemoryRequestStore(TimeProvider.System);
        AssertGiven(why, error, await store.CreateAsync(request));
        Assert.Equal(error is null ? 1 : 0, (await store.ListByStatusAsync(request.Status)).Count);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_event_is_stored_or_refused_for_what_is_wrong(string why, BreakGlassEvent created, ValidationError? error)
    {
        var store = new InMemoryBreakGlassStore(TimeProvider.System);
        AssertGiven(why, error, await store.CreateAsync(created));
        Assert.Equal(error is null ? 1 : 0, (await store.ListByStatusAsync(created.Status)).Count);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public async Task An_opening_of_no_possible_duration_is_refused_and_nothing_else(long ticks) => AssertRefused(
        await new InMemoryBreakGlassStore(TimeProvider.System).OpenAsync(Samples.Opening() with { Duration = TimeSpan.FromTicks(ticks) }),
        new("Duration", ValidationProblem.OutOfRange));

    [Fact]
    public async Task Ids_and_names_are_compared_to_the_letter()
    {
        var store = new InMemoryRequestStore(TimeProvider.System);
        await store.CreateAsync(Samples.Request(0xa));
        Assert.IsType<StoreResult<AccessRequest>.NotFound>(await store.GetAsync(Samples.Id(0xa).ToUpperInvariant()));
        Assert.Empty(await store.ListByRequesterAsync("Ann"));
        Assert.Empty(await store.ListByProfileAsync("PROD"));
        Assert.Single(await store.ListByRequesterAsync("ann"));
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_the_callers_mistake()
    {
        var (requests, events) = (new InMemoryRequestStore(TimeProvider.System), new InMemoryBreakGlassStore(TimeProvider.System));
        await Assert.ThrowsAsync<ArgumentNullException>("request", async () => await requests.CreateAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("request", async () => await requests.UpdateAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("created", async () => await events.CreateAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("updated", async () => await events.UpdateAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("opening", async () => await events.OpenAsync(null!));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_by_update_too()
    {
        var store = new InMemoryRequestStore(TimeProvider.System);
        var result = await store.UpdateAsync(Samples.Request() with { Id = "", Profile = "", Duration = TimeSpan.Zero });
        Assert.Equal(["Id", "Profile", "Duration"], Assert.IsType<StoreResult<AccessRequest>.Invalid>(result).Errors.Select(error => error.Member));
    }

    private static void AssertRefused(OpenResult result, ValidationError error) =>
        Assert.Equal([error], Assert.IsType<OpenResult.Invalid>(result).Errors);

    private static void AssertGiven<TRecord>(string why, ValidationError? error, StoreResult<TRecord> result)
        where TRecord : class
    {
        IReadOnlyList<ValidationError> expected = error is null ? [] : [error];
        var given = result is StoreResult<TRecord>.Invalid invalid ? invalid.Errors : [];
        Assert.True(expected.SequenceEqual(given) && result is StoreResult<TRecord>.Ok == error is null, $"{why}: {result}");
    }

    private static IEnumerable<(string Why, string Id, ValidationError? Error)> Ids(string member)
    {
        var malformed = new ValidationError(member, ValidationProblem.Malformed);
        return
        [
            ("all digits", "0123456789abcdef", null),
            ("zeros", "0000000000000000", null),
            ("no id", "", malformed),
            ("15 digits", "0123456789abcde", malformed),
            ("17 digits", "0123456789abcdef0", malformed),
            ("upper case", "0123456789ABCDEF", malformed),
            ("not a digit", "0123456789abcdeg", malformed),
            ("another script's digit", "012345678\u0669abcdef", malformed),
        ];
    }

    /// <summary>Two bytes a letter in half of them: bytes of UTF-8 are counted, not letters.</summary>
    private static IEnumerable<(string Why, string Text, ValidationError? Error)> Texts(int min, int max)
    {
        ValidationError tooShort = new("Justification", ValidationProblem.TooShort), tooLong = new("Justification", ValidationProblem.TooLong);
        return
        [
            ("no text", "", tooShort),
            ("a byte too short", new('x', min - 1), tooShort),
            ("just long enough", new('x', min), null),
            ("just long enough in bytes", new('\u00e9', min / 2), null),
            ("just short enough", new('x', max), null),
            ("a byte too long", new('x', max + 1), tooLong),
            ("short enough in letters, not in bytes", new('\u00e9', (max / 2) + 1), tooLong),
        ];
    }

    private static IEnumerable<(string Why, TimeSpan Duration, ValidationError? Error)> Durations(TimeSpan max)
    {
        var outOfRange = new ValidationError("Duration", ValidationProblem.OutOfRange);
        return
        [
            ("negative", -Tick, outOfRange), ("nothing", TimeSpan.Zero, outOfRange), ("a tick", Tick, null), ("the most", max, null), ("a tick more", max + Tick, outOfRange),
        ];
    }
}
