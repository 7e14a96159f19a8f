// What a Go program does without a library: O_APPEND, and os.Rename along the chain once the log is full. Its records are
// the lines of its input.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strconv"
)

var file = os.Getenv("LOGTORTURE_FILE")

func open() *os.File {
	opened, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		log.Fatal(err)
	}
	return opened
}

func rotate(backups int) {
	for number := backups - 1; number > 0; number-- {
		os.Rename(fmt.Sprintf("%s.%d", file, number), fmt.Sprintf("%s.%d", file, number+1))
	}
	os.Rename(file, file+".1")
}

func main() {
	most, _ := strconv.ParseInt(os.Getenv("LOGTORTURE_MAX_BYTES"), 10, 64)
	backups, _ := strconv.Atoi(os.Getenv("LOGTORTURE_BACKUPS"))
	opened := open()
	records := bufio.NewScanner(os.Stdin)
	records.Buffer(nil, 1<<24)
	for records.Scan() {
		record := records.Text()
		status, err := opened.Stat()
		if most > 0 && err == nil && status.Size() > 0 && status.Size()+int64(len(record))+1 > most {
			opened.Close()
			rotate(backups)
			opened = open()
		}
		if _, err := opened.WriteString(record + "\n"); err != nil {
			fmt.Println("fail", err)
		} else {
			fmt.Println("ok")
		}
	}
}
