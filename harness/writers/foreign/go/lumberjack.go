// lumberjack, whose threshold is a number of megabytes. Its records are the lines of its input; one is acknowledged when
// Write returns.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"

	"gopkg.in/natefinch/lumberjack.v2"
)

func main() {
	most, _ := strconv.Atoi(os.Getenv("LOGTORTURE_MAX_BYTES"))
	backups, _ := strconv.Atoi(os.Getenv("LOGTORTURE_BACKUPS"))
	megabytes := (most + 1<<20 - 1) >> 20
	logger := &lumberjack.Logger{Filename: os.Getenv("LOGTORTURE_FILE"), MaxSize: megabytes, MaxBackups: backups}
	records := bufio.NewScanner(os.Stdin)
	records.Buffer(nil, 1<<24)
	for records.Scan() {
		if _, err := logger.Write([]byte(records.Text() + "\n")); err != nil {
			fmt.Println("fail", err)
		} else {
			fmt.Println("ok")
		}
	}
	logger.Close()
}
