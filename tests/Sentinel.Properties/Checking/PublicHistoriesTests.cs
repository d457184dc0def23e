using System.Globalization;
using System.Text.RegularExpressions;
using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;
using Xunit.Abstractions;

namespace Sentinel.Properties.Checking;

public sealed partial class PublicHistoriesTests(ITestOutputHelper output)
{
    [PublicHistoriesFact]
    public void Every_public_history_gets_its_known_verdict()
    {
        var limits = CheckOptions.Default with { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var (path, model, linearizable) in PublicHistories.All)
        {
            var verdict = model == "kv"
                ? LinearizabilityChecker.Check(ReadKv(path), new KvModel(""), limits)
                : LinearizabilityChecker.Check(ReadEtcd(path), new RegisterModel<int?>(), limits);
            output.WriteLine($"{Path.GetFileName(path)} {verdict.GetType().Name} {verdict.Statistics.Elapsed.TotalMicroseconds} µs, {verdict.Statistics.Configurations} configurations");
            Assert.Equal(linearizable ? typeof(Verdict.Linearizable) : typeof(Verdict.NotLinearizable), verdict.GetType());
        }
    }

    private static History<RegisterInput<int?>, RegisterOutput<int?>> ReadEtcd(string path)
    {
        HistoryBuilder<RegisterInput<int?>, RegisterOutput<int?>> builder = new();
        foreach (var line in File.ReadLines(path))
        {
            var match = EtcdLine().Match(line);
            if (!match.Success)
            {
                continue;
            }

            var process = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var (f, value) = (match.Groups[3].Value, match.Groups[4].Value);
            _ = match.Groups[2].Value switch
            {
                "invoke" => builder.Invoke(process, f switch
                {
                    "read" => RegisterInput<int?>.Read,
                    "write" => RegisterInput<int?>.Write(Number(value)),
                    _ => RegisterInput<int?>.Cas(Number(value.Trim('[', ']').Split(' ')[0]), Number(value.Trim('[', ']').Split(' ')[1])),
                }),
                "ok" => builder.Return(process, f == "read" ? RegisterOutput<int?>.Of(Number(value)) : RegisterOutput<int?>.Done),
                "fail" => f == "cas" ? builder.Return(process, RegisterOutput<int?>.Mismatch) : builder.Fail(process),
                _ => builder.Crash(process),
            };
        }

        return builder.Build();
    }

    private static History<KvInput, string> ReadKv(string path)
    {
        HistoryBuilder<KvInput, string> builder = new();
        foreach (var line in File.ReadLines(path))
        {
            var match = KvLine().Match(line);
            var process = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var (key, value) = (match.Groups[4].Value, match.Groups[5].Value);
            _ = match.Groups[2].Value == "invoke"
                ? builder.Invoke(process, match.Groups[3].Value switch
                {
                    "get" => KvInput.Get(key),
                    "put" => KvInput.Put(key, value),
                    _ => KvInput.Append(key, value),
                })
                : builder.Return(process, value);
        }

        return builder.Build();
    }

    private static int? Number(string text) => text == "nil" ? null : int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"jepsen.util - (\d+)\s+:(\w+)\s+:(\w+)\s+(.*)$")]
    private static partial Regex EtcdLine();

    [GeneratedRegex("^\\{:process (\\d+), :type :(\\w+), :f :(\\w+), :key \"([^\"]*)\", :value (?:nil|\"([^\"]*)\")\\}$")]
    private static partial Regex KvLine();
}
